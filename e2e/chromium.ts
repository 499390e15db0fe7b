import type { LaunchOptions } from '@playwright/test';
import { findChromium, findHeadless } from '../scripts/chromium.mjs';

const QUIET = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

/** The system's Chromium, asking nobody for anything. As root it cannot build its sandbox. */
export const chromium: LaunchOptions = {
	executablePath: findChromium() ?? '/usr/bin/chromium',
	args: process.getuid?.() === 0 ? ['--no-sandbox', ...QUIET] : QUIET
};

/** The same without its windows, where it is there: for all that needs no back/forward cache, which it has not. */
export const headless: LaunchOptions = { ...chromium, executablePath: findHeadless() ?? '/usr/bin/chromium' };
