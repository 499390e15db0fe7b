import { defineConfig } from 'vitest/config';

/** What lies here asks the app, on each database there is; the rest needs neither. */
const REQUESTS = [
	'src/server/**/*.test.ts',
	'src/lib/*/{client,server}/**/*.test.ts',
	'src/lib/practice/**/*.test.ts',
	'db/**/*.test.ts'
];

// Not Kit's config: the unit tests run the sources as Node does, without a build.
export default defineConfig({
	test: {
		environment: 'node',
		// One process for all files: each makes its own app and database, and none leaves anything behind in a module.
		isolate: false,
		pool: 'threads',
		// More than there are cores: half the time a test waits, for the database or for a key.
		maxWorkers: 4,
		// A busy machine is slow, not wrong.
		testTimeout: 30_000,
		hookTimeout: 60_000,
		projects: [
			{ extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'], exclude: REQUESTS } },
			// PostgreSQL beside SQLite, where the system has it.
			{ extends: true, test: { name: 'requests', include: REQUESTS, globalSetup: ['scripts/postgres.mjs'] } }
		]
	}
});
