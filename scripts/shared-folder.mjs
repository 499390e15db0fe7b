// Playwright's global setup: a folder for what is made once and used by every spec. Gone with the run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

export default function setup() {
	const folder = mkdtempSync(join(tmpdir(), 'rowan-shared-'));
	process.env.ROWAN_E2E_SHARED = folder;
	return () => rmSync(folder, { recursive: true, force: true });
}
