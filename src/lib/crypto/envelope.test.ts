import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { groupKeys, type GroupKeys } from './account-keys.ts';
import { fromBase64url, newId, randomBytes, toBase64url } from './encoding.ts';
import { contentHash, open, recordKeys, reseal, seal, type Content, type Place } from './envelope.ts';
import { emptyRoster } from './roster-apply.ts';
import { makeEvent } from './roster-event.ts';
import { verifyRoster } from './roster-verify.ts';
import type { RosterState } from './roster.ts';
import type { Json, Sealed } from './sealed.ts';

const author = newId();
let keys: GroupKeys;
let roster: { state: RosterState; seqOf: (head: string) => number | undefined };

beforeAll(async () => {
	keys = await groupKeys(randomBytes(32), author);
	const body = { handle: author, nonce: newId(), ...keys.public };
	const create = { group: '', prev: '', seq: 0, day: '2026-11-23', kind: 'create', by: author, body } as const;
	const verdict = await verifyRoster([await makeEvent(create, keys.sign)]);
	if (!verdict.ok) throw new Error(verdict.reason);
	const { state } = verdict;
	roster = { state, seqOf: (head) => (head === state.head ? 0 : undefined) };
});

const place = (type = 'plan'): Place => {
	return { group: roster.state.group, circle: 'group', epoch: 1, type, id: newId(), version: 1 };
};
const content = (body: Json): Content => ({ author, head: roster.state.head, prev: '', body });

const json = fc.letrec<{ tree: Json }>((tie) => ({
	tree: fc.oneof(
		{ depthSize: 'small' },
		fc.constantFrom(null, true, false),
		fc.maxSafeInteger(),
		fc.string({ unit: 'grapheme' }),
		fc.array(tie('tree')),
		fc.dictionary(fc.string({ unit: 'grapheme' }), tie('tree'))
	)
})).tree;

test('opening inverts sealing, for every body, signed or not', async () => {
	const epochKey = randomBytes(32);
	await fc.assert(
		fc.asyncProperty(json, fc.constantFrom('plan', 'note', 'made-up'), async (body, type) => {
			const at = place(type);
			const pair = await recordKeys(epochKey, type, at.id);
			const envelope = await seal(at, content(body), pair, keys.sign);
			const opened = await open(at, envelope!, pair, roster);
			expect(opened).toMatchObject({ ok: true, author, head: roster.state.head });
			expect(opened.ok && opened.body).toEqual(body);
			// 45 bytes before the ciphertext, 16 after: what is left is one of the seven sizes.
			expect([256, 1024, 4096, 16384, 65536]).toContain(fromBase64url(envelope)!.length - 61);
		}),
		{ numRuns: 60 }
	);
});

test('too much is said, not cut', async () => {
	const at = place();
	const pair = await recordKeys(randomBytes(32), at.type, at.id);
	expect(await seal(at, content('x'.repeat(1_048_576)), pair, keys.sign)).toBeNull();
	expect(await seal(at, content('x'.repeat(1_000_000)), pair, keys.sign)).not.toBeNull();
});

test('at another place it does not open', async () => {
	for (const type of ['plan', 'note']) {
		const at = { ...place(type), entry: newId() };
		const pair = await recordKeys(randomBytes(32), at.type, at.id);
		const envelope = (await seal(at, content('here'), pair, keys.sign))!;
		const elsewhere: Partial<Place>[] = [
			{ group: toBase64url(randomBytes(32)) },
			{ circle: 'facilitators' },
			{ epoch: 2 },
			{ type: 'agreement' },
			{ id: newId() },
			{ version: 2 },
			{ entry: newId() },
			{ entry: undefined }
		];
		for (const other of elsewhere) {
			expect(await open({ ...at, ...other }, envelope, pair, roster)).toEqual({
				ok: false,
				reason: 'damaged'
			});
		}
		const another = await recordKeys(randomBytes(32), at.type, at.id);
		expect(await open(at, envelope, another, roster)).toEqual({ ok: false, reason: 'damaged' });
	}
});

test('sealed again under another epoch it is the same version by the same author', async () => {
	for (const type of ['plan', 'note']) {
		const at = place(type);
		const [first, second] = [
			await recordKeys(randomBytes(32), type, at.id),
			await recordKeys(randomBytes(32), type, at.id)
		];
		const opened = await open(at, (await seal(at, content('kept'), first, keys.sign))!, first, roster);
		if (!opened.ok) throw new Error(opened.reason);
		const next = { ...at, epoch: 2 };
		const again = await open(next, (await reseal(next, opened, second))!, second, roster);
		if (!again.ok) throw new Error(again.reason);
		expect(await contentHash(next, again)).toBe(await contentHash(at, opened));
		expect(again.proof === opened.proof).toBe(type === 'plan');
	}
});

test('who holds the circle’s key still cannot sign for another', async () => {
	const eve = randomBytes(32);
	const at = place();
	const pair = await recordKeys(randomBytes(32), at.type, at.id);
	const forged = (await seal(at, content('I said so'), pair, eve))!;
	expect(await open(at, forged, pair, roster)).toEqual({ ok: false, reason: 'wrong-author' });
	const stranger = (await seal(at, { ...content('hello'), author: newId() }, pair, eve))!;
	expect(await open(at, stranger, pair, roster)).toEqual({ ok: false, reason: 'wrong-author' });
	const later = (await seal(at, { ...content('soon'), head: toBase64url(randomBytes(32)) }, pair, keys.sign))!;
	expect(await open(at, later, pair, roster)).toEqual({ ok: false, reason: 'unknown-head' });
	const nobody = { state: emptyRoster(), seqOf: () => 0 };
	const good = (await seal(at, content('hello'), pair, keys.sign))!;
	expect(await open(at, good, pair, nobody)).toEqual({ ok: false, reason: 'wrong-author' });
});

/** A small generator of its own, so that ten thousand envelopes take no time to think up. */
function random(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
		return state % below;
	};
}

test('10,000 envelopes made up or altered: every one refused, none with a throw', { timeout: 30_000 }, async () => {
	const at = place('note');
	const pair = await recordKeys(randomBytes(32), at.type, at.id);
	const good = fromBase64url(await seal(at, content('once'), pair, null))!;
	const below = random(7);
	const reasons = new Map<string, number>();
	const makers = [
		() => {
			const place = below(good.length);
			return good.with(place, good[place]! ^ (1 << below(8)));
		},
		() => good.with(0, (good[0]! + 1 + below(255)) & 255),
		() => good.slice(0, below(good.length)),
		() => new Uint8Array([...good, below(256)]),
		() => randomBytes(below(400)),
		() => new Uint8Array([1, ...randomBytes(60 + below(400))]),
		() => new Uint8Array([...good.slice(0, 45), ...good.slice(45).reverse()])
	];
	const texts = Array.from({ length: 10_000 }, (_, i) => {
		const text = toBase64url(makers[i % makers.length]!());
		return i % 11 === 0 ? `${text}=` : text;
	});
	expect(texts).not.toContain(toBase64url(good));
	// In portions, so that they do not wait for each other one by one.
	for (let from = 0; from < texts.length; from += 250) {
		const opened = await Promise.all(
			texts.slice(from, from + 250).map((text) => open(at, text as Sealed, pair, roster))
		);
		for (const one of opened) {
			const reason = one.ok ? 'opened' : one.reason;
			reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
		}
	}
	expect([...reasons.keys()].sort()).toEqual(['damaged', 'unknown-suite']);
});
