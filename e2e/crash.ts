import { parseArgs } from 'node:util';
import { killLoop } from './kill-loop.ts';

// npm run test:crash -- --kills 200, with at least 100 acknowledged writes before each
const { values } = parseArgs({
	options: {
		kills: { type: 'string', default: '200' },
		each: { type: 'string', default: '100' }
	}
});
const report = await killLoop({ kills: Number(values.kills), each: Number(values.each), say: console.log });
const { kills, acknowledged, lost, corrupt, planted } = report;
console.log(`${kills} kills, ${acknowledged} acknowledged, ${lost} lost, ${corrupt} corrupt`);
const good = lost === 0 && corrupt === 0 && acknowledged > 0 && planted === 1;
if (planted !== 1) console.log('The planted loss was not seen: this run proves nothing.');
process.exit(good ? 0 : 1);
