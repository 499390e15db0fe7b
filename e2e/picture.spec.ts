import { expect, test, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { enterAs, goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

// A picture of a door may say where it was taken. Only a real browser can show that it no longer does.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

/** A large JPEG as a camera makes it, with what cameras write beside the picture. */
async function photo(page: Page): Promise<Buffer> {
	const drawn = await page.evaluate(async () => {
		const canvas = Object.assign(document.createElement('canvas'), { width: 3000, height: 2000 });
		const paper = canvas.getContext('2d');
		for (let i = 0; paper && i < 3000; i += 1) {
			paper.fillStyle = `hsl(${i % 360} 60% 50%)`;
			paper.fillRect(Math.random() * 3000, Math.random() * 2000, 90, 60);
		}
		const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.95));
		return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
	});
	const note = Buffer.from('Exif\0\0II*\0\x08\0\0\0GPSLatitude 53.8 CanaryCamera', 'latin1');
	const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, note.length + 2]), note]);
	const jpeg = Buffer.from(drawn);
	return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

test('a picture is drawn anew: smaller, and without what the camera wrote; anything else gets a sentence', async ({
	browser
}) => {
	const context = await browser.newContext({ baseURL: served.origin });
	await context.addInitScript(() => {
		const make = URL.createObjectURL.bind(URL);
		URL.createObjectURL = (blob: Blob) => {
			Object.assign(window, { last: blob });
			return make(blob);
		};
	});
	const page = await context.newPage();
	await enterAs(page, 'Maren');
	const group = await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href');
	await goInside(page, `${group ?? ''}/venues/new`);
	await page.getByLabel(en['venues.name']).fill('The blue room');
	for (const title of [en['venues.edit.way'], en['venues.edit.place']]) {
		await page.getByRole('button', { name: en['venues.next'], exact: true }).click();
		await page.getByRole('heading', { name: title, level: 1 }).waitFor();
	}
	const take = (name: string, buffer: Buffer) =>
		page.setInputFiles('input[type=file]', { name, mimeType: 'image/jpeg', buffer });
	await take('note.jpg', Buffer.from('this is no picture'));
	await expect(page.getByText(en['venues.picture.no-picture'])).toBeVisible();
	await take('large.jpg', Buffer.alloc(10 * 1024 * 1024));
	await expect(page.getByText(en['venues.picture.too-big'])).toBeVisible();
	await take('door.jpg', await photo(page));
	const image = page.getByAltText(en['venues.picture.yours']);
	await expect(image).toBeVisible();
	await expect(page.getByText(en['venues.picture.too-big'])).toHaveCount(0);
	const size = await image.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight]);
	expect(size[0]).toBeLessThanOrEqual(1600);
	const made = await page.evaluate(async () => {
		const bytes = new Uint8Array(await (window as unknown as { last: Blob }).last.arrayBuffer());
		return { size: bytes.length, text: Array.from(bytes, (byte) => String.fromCharCode(byte)).join('') };
	});
	expect(made.size).toBeLessThanOrEqual(700_000);
	expect(made.text).not.toMatch(/Exif|GPS|Canary/);
	await context.close();
});
