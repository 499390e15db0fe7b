import { defineConfig } from 'vitest/config';

// Not Kit's config: the unit tests run the sources as Node does, without a build.
export default defineConfig({
	test: {
		environment: 'node',
		// PostgreSQL beside SQLite, where the system has it.
		globalSetup: ['scripts/postgres.mjs'],
		include: ['src/**/*.test.ts', 'db/**/*.test.ts'],
		exclude: ['e2e/**', 'node_modules/**']
	}
});
