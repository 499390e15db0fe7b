import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { enterAs, goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

// A disk that is full to the last byte, under the real server. It takes a small file system of its own, and so root:
// without it this test fails, for then nobody knows.

const MB = 1024 * 1024;
/** The server looks at the room that is left every five seconds. */
const LOOKS_AGAIN_MS = 5_200;

let folder: string;
let served: Served;

function run(command: string, ...args: string[]): void {
	const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
	if (status !== 0)
		throw new Error(`${command} ${args.join(' ')}: ${stderr} (a full disk cannot be tested without it)`);
}

test.beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'rowan-full-'));
	run('mount', '-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', folder);
	served = await practise({}, folder);
});
test.afterAll(async () => {
	await served?.halt();
	run('umount', folder);
	rmdirSync(folder);
});

/** Writes until the system says that there is no room left. */
function fillUp(): string {
	const path = join(folder, 'something-else');
	const file = openSync(path, 'w');
	try {
		for (const size of [MB, 4096, 1]) {
			try {
				for (;;) writeSync(file, Buffer.alloc(size, 1));
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
			}
		}
	} finally {
		closeSync(file);
	}
	return path;
}

function soundAndSame(): { check: unknown; rows: unknown } {
	const db = new DatabaseSync(join(folder, 'practice/rowan.sqlite'), { readOnly: true });
	const check = db.prepare('pragma integrity_check').get();
	const rows = db.prepare("select id, version from record where type = 'profile' order by id, version").all();
	db.close();
	return { check, rows };
}

const about = (page: Page) => page.getByLabel(t('groups.profile.about'), { exact: true });
const save = (page: Page) => page.getByRole('button', { name: t('groups.save'), exact: true }).click();

test('says that it is not saved, keeps her words, and saves them by the same press once there is room', async ({
	browser
}) => {
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	await enterAs(page, 'Wren');
	const group = await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href');
	await goInside(page, `${group!}/members/me`);
	const before = soundAndSame();
	const filler = fillUp();
	await page.waitForTimeout(LOOKS_AGAIN_MS);
	await about(page).fill('Likes the seat by the window.');
	await save(page);
	await expect(page.getByText(t('groups.trouble.not-saved'))).toBeVisible();
	await expect(about(page)).toHaveValue('Likes the seat by the window.');
	await expect(page.getByText(t('ui.state.saved'), { exact: true })).toHaveCount(0);
	expect(soundAndSame()).toEqual(before);
	rmSync(filler);
	await page.waitForTimeout(LOOKS_AGAIN_MS);
	await save(page);
	await expect(page.getByText(t('ui.state.saved'), { exact: true })).toBeVisible();
	await expect(page.getByText(t('groups.trouble.not-saved'))).toHaveCount(0);
	const after = soundAndSame();
	expect(after.check).toEqual({ integrity_check: 'ok' });
	expect(after.rows).not.toEqual(before.rows);
	await goInside(page, `${group!}/members`);
	await goInside(page, `${group!}/members/me`);
	await expect(about(page)).toHaveValue('Likes the seat by the window.');
	await context.close();
});

test('goes on being read, and lets her go', async ({ browser }) => {
	const context = await browser.newContext({ baseURL: served.origin });
	const page = await context.newPage();
	await enterAs(page, 'Wren');
	const cookie = (await context.cookies()).find(({ name }) => name === '__Host-p')?.value ?? '';
	const filler = fillUp();
	await page.waitForTimeout(LOOKS_AGAIN_MS);
	const group = await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href');
	await goInside(page, `${group!}/members`);
	await expect(page.getByText('Ifeoma').first()).toBeVisible();
	const answer = await fetch(`${served.origin}/exit`, {
		redirect: 'manual',
		headers: { cookie: `__Host-p=${cookie}`, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }
	});
	expect([answer.status, answer.headers.has('clear-site-data')]).toEqual([303, true]);
	rmSync(filler);
	await context.close();
});
