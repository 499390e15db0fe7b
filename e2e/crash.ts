import { parseArgs } from 'node:util';
import { killLoop } from './kill-loop.ts';

// npm run test:crash -- --kills 200
const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' } } });
const report = await killLoop(Number(values.kills), console.log);
const { kills, acknowledged, lost, corrupt, planted } = report;
console.log(`${kills} kills, ${acknowledged} acknowledged, ${lost} lost, ${corrupt} corrupt`);
const good = lost === 0 && corrupt === 0 && acknowledged > 0 && planted === 1;
if (planted !== 1) console.log('The planted loss was not seen: this run proves nothing.');
process.exit(good ? 0 : 1);
