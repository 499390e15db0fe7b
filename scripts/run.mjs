// `node scripts/run.mjs FILE ARGS…`: runs a file under the pinned Node, on any Node >= 18.
import { resolve } from 'node:path';
import { handOver, needNode, root, stop } from './node.mjs';
import { ensurePackages } from './packages.mjs';

const [file, ...args] = process.argv.slice(2);
if (!file) stop('Say which file to run: node scripts/run.mjs FILE', 2);
ensurePackages();
handOver(needNode(), [resolve(root, file), ...args]);
