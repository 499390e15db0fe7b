// `npm start`: runs on any Node >= 18 and needs nothing but npm.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildIsFresh } from './freshness.mjs';
import { handOver, needNode, nodeEnv, root, stop } from './node.mjs';
import { ensurePackages } from './packages.mjs';

ensurePackages();
const node = needNode();
if (!buildIsFresh()) {
	console.error('Building (only when the sources have changed)…');
	const built = spawnSync(node, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit', env: nodeEnv(node) });
	if (built.error) stop(`Node at ${node} could not be started (${built.error.message}).`);
	if (built.status !== 0) stop('Rowan was not started, because it could not be built.');
}
// Small heaps for new objects: measured, it keeps the process at half the memory and costs nothing we can feel.
handOver(node, ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning', join(root, 'build/server.js')]);
