import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Coding = 'br' | 'gzip';

/** The best of what the browser takes. A coding with `q=0` is one that it does not take. */
export function encodingFor(accepted: string | undefined): Coding | undefined {
	const takes = new Set(
		(accepted ?? '')
			.toLowerCase()
			.split(',')
			.filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
			.map((part) => part.split(';')[0]?.trim())
	);
	return takes.has('br') ? 'br' : takes.has('gzip') ? 'gzip' : undefined;
}

const packers: Record<Coding, (what: string | Buffer) => Promise<Buffer>> = {
	br: (what) => promisify(brotliCompress)(what, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
	gzip: (what) => promisify(gzip)(what, { level: 4 })
};

/** No better than takes a moment. What is sealed is noise in base64url: it gives back that one quarter, and no more. */
export const pack = async (what: string | Buffer, coding: Coding): Promise<Uint8Array<ArrayBuffer>> =>
	new Uint8Array(await packers[coding](what));
