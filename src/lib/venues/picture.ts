import { fromBase64url, toBase64url } from '#lib/crypto/encoding.ts';

/** What she may hand in, and what comes out of it. */
const LARGEST_FILE = 10 * 1024 * 1024;
const LONGEST_SIDE = 1600;
const MOST_BYTES = 700 * 1000;
const QUALITIES = [0.85, 0.72, 0.6, 0.45];

export type PictureOutcome = { ok: true; jpeg: string } | { ok: false; reason: 'too-big' | 'no-picture' };

/** Width and height within the longest side, never enlarged. */
export function fit(width: number, height: number, side = LONGEST_SIDE): { width: number; height: number } {
	const by = Math.min(1, side / Math.max(width, height));
	return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
}

/**
 * Draws the picture anew in the browser: what the camera wrote beside it (place, time, device) stays behind, and it
 * becomes a JPEG of at most 1600 px and 700 kB.
 */
export async function redraw(file: Blob): Promise<PictureOutcome> {
	if (file.size >= LARGEST_FILE) return { ok: false, reason: 'too-big' };
	const image = await decode(file);
	if (!image) return { ok: false, reason: 'no-picture' };
	for (let side = LONGEST_SIDE; side >= 400; side = Math.round(side * 0.75)) {
		const jpeg = await encode(image, fit(image.naturalWidth, image.naturalHeight, side));
		if (jpeg) return { ok: true, jpeg };
	}
	return { ok: false, reason: 'no-picture' };
}

/** An <img> turns the picture the right way up in every browser we know; nothing but pictures decode. */
async function decode(file: Blob): Promise<HTMLImageElement | undefined> {
	const url = URL.createObjectURL(file);
	const image = new Image();
	image.src = url;
	try {
		await image.decode();
		return image.naturalWidth > 0 ? image : undefined;
	} catch {
		return undefined;
	} finally {
		URL.revokeObjectURL(url);
	}
}

async function encode(
	image: HTMLImageElement,
	{ width, height }: { width: number; height: number }
): Promise<string | undefined> {
	const canvas = document.createElement('canvas');
	Object.assign(canvas, { width, height });
	const paper = canvas.getContext('2d');
	if (!paper) return undefined;
	paper.fillStyle = '#fff'; // what is see-through would turn black
	paper.fillRect(0, 0, width, height);
	paper.drawImage(image, 0, 0, width, height);
	for (const quality of QUALITIES) {
		const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
		if (blob && blob.size <= MOST_BYTES) return toBase64url(new Uint8Array(await blob.arrayBuffer()));
	}
	return undefined;
}

/** An address for an <img>; give it back with `URL.revokeObjectURL`. */
export function pictureUrl(jpeg: string): string | undefined {
	const bytes = fromBase64url(jpeg);
	return bytes ? URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' })) : undefined;
}
