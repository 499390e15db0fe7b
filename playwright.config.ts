import { defineConfig } from '@playwright/test';
import { headless } from './e2e/chromium.ts';

export default defineConfig({
	testDir: 'e2e',
	outputDir: 'test-results',
	globalSetup: './scripts/shared-folder.mjs',
	// A test starts servers of its own, with folders of their own. Two at a time is what two cores carry.
	workers: 2,
	fullyParallel: false,
	forbidOnly: true,
	retries: 0,
	timeout: 90_000,
	expect: { timeout: 15_000 },
	use: {
		launchOptions: headless,
		viewport: { width: 360, height: 740 },
		// Each new browser would first fetch all files of the app for the time without a network: a quarter of what the tests
		// cost. Where that time is tested, and in the journey, they are allowed.
		serviceWorkers: 'block',
		locale: 'en-GB',
		timezoneId: 'Europe/London',
		trace: 'off', // a trace would keep what was typed
		screenshot: 'only-on-failure'
	},
	projects: [
		// The longest first: then both workers are done at about the same time.
		{ name: 'access', testMatch: '**/a11y*.spec.ts' },
		{ name: 'journeys', testMatch: '**/*.spec.ts', testIgnore: '**/a11y*.spec.ts' },
		{ name: 'canary-full', testMatch: '**/canary.full.ts' },
		{ name: 'access-full', testMatch: '**/a11y.full.ts' }
	]
});
