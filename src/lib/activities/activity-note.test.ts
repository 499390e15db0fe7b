import { describe, expect, it } from 'vitest';
import type { Reader } from '#lib/groups/record-types.ts';
import { activityNoteType, activityWordType, daysAbout, noteId, ownNotes } from './activity-note.ts';

const [maren, wren, noor, bee] = ['m', 'w', 'n', 'b'].map((one) => one.repeat(22)) as [string, string, string, string];
const NOW = Date.UTC(2026, 11, 3, 20);
const member = (handle: string): Reader => ({ handle, facilitator: false, state: 'member' });
const facilitator = (handle: string): Reader => ({ handle, facilitator: true, state: 'member' });

type Case = [name: string, may: { read: boolean; write: boolean }, reader: Reader, of: [day: string, who: string]];
const cases: Case[] = [
	['her own of today', { read: true, write: true }, member(wren), ['2026-12-03', wren]],
	['her own, where it is tomorrow already', { read: true, write: true }, member(wren), ['2026-12-04', wren]],
	['her own, on a break', { read: true, write: true }, { ...member(wren), state: 'break' }, ['2026-12-03', wren]],
	['her own of last week: it stands', { read: true, write: false }, member(wren), ['2026-11-26', wren]],
	['another member’s', { read: true, write: false }, member(noor), ['2026-12-03', wren]],
	['a member’s, for a facilitator', { read: true, write: false }, facilitator(maren), ['2026-12-03', wren]],
	['a facilitator’s own', { read: true, write: true }, facilitator(maren), ['2026-12-03', maren]]
];

describe('who reads and writes a note to the group, or to those who facilitate', () => {
	it.each(cases)('%s', async (_, may, reader, of) => {
		const facts = { own: new Set(await ownNotes(reader.handle, daysAbout(NOW))) };
		const id = await noteId('knot', ...of);
		const place = { circle: 'group', owner: '', id };
		const { read, write } = activityNoteType;
		expect({ read: read(reader, place, facts), write: write(reader, place, facts) }).toEqual(may);
		// To those who facilitate: the same, but that no other member reads it.
		const word = { circle: `member:${of[1]}`, owner: of[1], id };
		const mayRead = reader.facilitator || reader.handle === of[1];
		expect({
			read: activityWordType.read(reader, word, facts),
			write: activityWordType.write(reader, word, facts)
		}).toEqual({ ...may, read: mayRead });
		const elsewhere = { ...word, owner: bee };
		expect(activityWordType.write(reader, elsewhere, facts)).toBe(false);
	});
});
