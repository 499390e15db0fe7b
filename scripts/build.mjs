// Runs under the pinned Node. Kit's part first (pages and their files), then the server as one file beside it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nodeEnv, root, stop } from './node.mjs';
import { prepareStamp } from './freshness.mjs';

process.chdir(root);
const stamp = prepareStamp();
const kit = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
	stdio: ['ignore', 2, 2],
	env: nodeEnv(process.execPath)
});
if (kit.status !== 0) stop('The pages could not be built; the reason is above.');

const { build } = await import('vite');
await build({
	root,
	configFile: false,
	logLevel: 'warn',
	publicDir: false,
	// Everything is bundled, so that the built folder runs alone; `pg` stays in a file of its own, loaded when asked for.
	ssr: { noExternal: true, external: ['pg-native'] },
	build: {
		ssr: 'src/server/main.ts',
		target: 'node24',
		outDir: 'build',
		emptyOutDir: false,
		minify: false,
		rolldownOptions: { output: { entryFileNames: 'server.js', chunkFileNames: 'server-parts/[name].js' } }
	}
}).catch((error) => {
	console.error(error);
	stop('The server could not be built; the reason is above.');
});
stamp();
