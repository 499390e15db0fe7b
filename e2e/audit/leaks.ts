import { auditLeaks } from './leak-run.ts';

// npm run audit:leaks
const { outputs, found, caught } = await auditLeaks();
for (const { what, word, text } of found) console.log(`${what}: “${word}” in ${text.slice(0, 200)}`);
if (!caught) console.log('The planted word was not seen: this run proves nothing.');
console.log(`${outputs} outputs, ${found.length} matches`);
process.exit(found.length === 0 && caught ? 0 : 1);
