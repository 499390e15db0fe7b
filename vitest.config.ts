import { defineConfig } from 'vitest/config';

// Not Kit's config: the unit tests run the sources as Node does, without a build.
export default defineConfig({
	test: {
		environment: 'node',
		// PostgreSQL beside SQLite, where the system has it.
		globalSetup: ['scripts/postgres.mjs'],
		include: ['src/**/*.test.ts', 'db/**/*.test.ts'],
		// One process for all files: each makes its own app and database, and none leaves anything behind in a module.
		isolate: false,
		pool: 'threads',
		// More than there are cores: half the time a test waits, for the database or for a key.
		maxWorkers: 4,
		// A busy machine is slow, not wrong.
		testTimeout: 30_000,
		hookTimeout: 60_000,
		exclude: ['e2e/**', 'node_modules/**']
	}
});
