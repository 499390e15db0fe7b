import type { LaunchOptions } from '@playwright/test';
import { findChromium } from '../scripts/chromium.mjs';

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
