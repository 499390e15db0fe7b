import { serve } from '../serve.ts';
import { auditHeaders } from './header-crawl.ts';

// npm run audit:headers
const served = await serve();
const { visits, missing, caught } = await auditHeaders(served.port);
await served.stop();
for (const { method, path, status, header, got } of missing)
	console.log(`${method} ${path} ${status}: ${header} (${got})`);
if (!caught) console.log('The planted fault was not seen: this run proves nothing.');
console.log(`${visits} responses, ${missing.length} without a header they must have`);
process.exit(missing.length === 0 && caught ? 0 : 1);
