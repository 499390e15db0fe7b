import { describe, expect, it } from 'vitest';
import type { CircleName } from '#lib/crypto/sealed.ts';
import { parseBody, type LiveBody, type LiveEntry } from './live-entry.ts';
import { fold } from './live.ts';

const name = (letter: string) => letter.repeat(22);
const [ada, wren, noor] = [name('a'), name('w'), name('n')];
const facilitators = new Set([ada]);
const entry = (circle: CircleName, author: string, id: string, body: LiveBody, seq: number | null = 1): LiveEntry => ({
	...{ circle, author, body, seq },
	id: id.padEnd(22, '-')
});
const hers: CircleName = `member:${wren}`;
const asked = entry(hers, wren, 'ask', { kind: 'ask-stop', at: 5 });
const heard = (author: string, about = asked.id) => entry(hers, author, 'heard', { kind: 'heard', at: 6, about }, 2);
const asks = (...entries: LiveEntry[]) => fold(entries, facilitators).asks;

describe('a member asks everybody to stop', () => {
	it('is shown with her name until a facilitator has heard', () => {
		expect(asks(asked)).toEqual([{ who: wren, id: asked.id, at: 5, heard: false }]);
		expect(asks(asked, heard(ada))).toMatchObject([{ heard: true }]);
		expect(asks(heard(ada), asked)).toMatchObject([{ heard: true }]);
	});

	it('again is a new question', () => {
		const again = entry(hers, wren, 'again', { kind: 'ask-stop', at: 9 }, 3);
		expect(asks(asked, heard(ada), again)).toEqual([{ who: wren, id: again.id, at: 9, heard: false }]);
	});

	it('is not heard by herself, by another member, or by an answer to something else', () => {
		for (const answer of [heard(wren), heard(noor), heard(ada, name('x'))])
			expect(asks(asked, answer)).toMatchObject([{ heard: false }]);
	});

	it('counts only in her own circle, and stops nothing by itself', () => {
		expect(asks(entry(hers, noor, 'ask', { kind: 'ask-stop', at: 5 }))).toEqual([]);
		expect(asks(entry('group', wren, 'ask', { kind: 'ask-stop', at: 5 }))).toEqual([]);
		const items = [{ title: 'Knot', prompt: '', minutes: 20, activity: 'knot' as const }];
		const start = entry('group', ada, 'start', { kind: 'start', at: 1, items });
		expect(fold([start, asked], facilitators).run).toMatchObject({ items, stopped: null });
	});

	it('is understood, and so is a part of a plan that names an activity or none', () => {
		expect(parseBody({ kind: 'ask-stop', at: 1 })).toEqual({ kind: 'ask-stop', at: 1 });
		const item = { title: 'x', prompt: '', minutes: 5 };
		for (const more of [{}, { activity: 'knot' }] as Record<string, string>[])
			expect(parseBody({ kind: 'start', at: 1, items: [{ ...item, ...more }] })).toMatchObject({
				items: [{ ...item, ...more }]
			});
		// One that only a newer program knows: the evening begins all the same.
		expect(parseBody({ kind: 'start', at: 1, items: [{ ...item, activity: 'other' }] })).toMatchObject({
			items: [item]
		});
	});
});
