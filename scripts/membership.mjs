// npm run test:membership -- --steps 5000 --seeds 3: the long run of who may read what, against its model.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { root } from './node.mjs';

const { values } = parseArgs({
	options: { steps: { type: 'string', default: '5000' }, seeds: { type: 'string', default: '3' } }
});
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--disable-console-intercept', '--reporter=dot'];
const { status } = spawnSync(
	process.execPath,
	[join(root, vitest[0] ?? ''), ...vitest.slice(1), 'src/lib/crypto/membership.test.ts'],
	{
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, ROWAN_MODEL_STEPS: values.steps, ROWAN_MODEL_SEEDS: values.seeds }
	}
);
process.exit(status ?? 1);
