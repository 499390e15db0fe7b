import { crc32, deflateSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import { serve, type Served, type ServeOptions } from '../serve.ts';
import { ELSEWHERE, Woman } from '../people/woman.ts';
import * as script from './script.ts';

/** Everybody and everything of one walk through Rowan. */
export interface Cast {
	served: Served;
	operator: Woman;
	/** By thumb, and at a desk by keyboard alone. */
	keepers: [Woman, Woman];
	members: Woman[];
	keeperParts: [script.Part, script.Part];
	memberParts: script.Part[];
	card: ReturnType<typeof script.card>;
	topic: ReturnType<typeof script.topic>;
	place: ReturnType<typeof script.place>;
	plan: ReturnType<typeof script.plan>;
	debrief: ReturnType<typeof script.debrief>;
	evening: script.Evening;
	/** A photograph as a phone makes it, with words of its own beside the picture. */
	picture: Buffer;
	everybody(): Woman[];
	end(): Promise<void>;
}

export interface CastOptions extends ServeOptions {
	say?: script.Say;
	/** Where the browsers go, when it is not straight to the server. */
	origin?: string;
}

export async function gather(
	browser: Browser,
	{ say = (_, text) => text, origin, ...options }: CastOptions = {}
): Promise<Cast> {
	const evening = script.evening();
	const served = await serve({ ...options, env: { ROWAN_EXIT_TO: ELSEWHERE, ...options.env } });
	const keeperParts = script.facilitators(say);
	const memberParts = script.members(say);
	const arrive = (name: string, desk = false) =>
		Woman.arrive(browser, { origin: origin ?? served.origin, name, zone: evening.zone, desk });
	const operator = await arrive('operator', true);
	const keepers: [Woman, Woman] = [await arrive(keeperParts[0].name), await arrive(keeperParts[1].name, true)];
	const members = await Promise.all(memberParts.map(({ name }) => arrive(name)));
	const everybody = () => [operator, ...keepers, ...members];
	return {
		served,
		operator,
		keepers,
		members,
		keeperParts,
		memberParts,
		card: script.card(say),
		topic: script.topic(say),
		place: script.place(say),
		plan: script.plan(say),
		debrief: script.debrief(say),
		evening,
		picture: photograph(say('place: words beside the picture', 'taken in Alderwick')),
		everybody,
		end: async () => {
			await Promise.all(everybody().map((woman) => woman.context.close()));
			await served.stop();
		}
	};
}

/** A PNG of 40 by 30 points with a comment in it, as a camera would leave one. */
function photograph(comment: string): Buffer {
	const [width, height] = [40, 30];
	const rows = Buffer.alloc(height * (1 + width * 3), 0x7a);
	for (let y = 0; y < height; y += 1) rows[y * (1 + width * 3)] = 0;
	const size = Buffer.alloc(13);
	size.writeUInt32BE(width, 0);
	size.writeUInt32BE(height, 4);
	size.set([8, 2, 0, 0, 0], 8);
	const signature = Buffer.from('89504e470d0a1a0a', 'hex');
	const text = Buffer.concat([Buffer.from('Comment\0'), Buffer.from(comment)]);
	return Buffer.concat([
		signature,
		chunk('IHDR', size),
		chunk('tEXt', text),
		chunk('IDAT', deflateSync(rows)),
		chunk('IEND', Buffer.alloc(0))
	]);
}

function chunk(kind: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(kind), data]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}
