import { describe, expect, it } from 'vitest';
import type { Reader } from '#lib/groups/record-types.ts';
import { debriefId, debriefType } from './debrief.ts';

const [maren, ifeoma, wren] = ['mmmmmmmmmmmmmmmmmmmmmm', 'iiiiiiiiiiiiiiiiiiiiii', 'wwwwwwwwwwwwwwwwwwwwww'];
const [session, other] = ['ssssssssssssssssssssss', 'tttttttttttttttttttttt'];
const facilitator = (handle: string): Reader => ({ handle, facilitator: true, state: 'member' });
const member = (handle: string): Reader => ({ handle, facilitator: false, state: 'member' });

type Case = [name: string, may: { read: boolean; write: boolean }, reader: Reader, of: [session: string, who: string]];
const cases: Case[] = [
	['her own', { read: true, write: true }, facilitator(maren), [session, maren]],
	['the other facilitator’s', { read: true, write: false }, facilitator(ifeoma), [session, maren]],
	['her own, of a meeting that there is not', { read: true, write: false }, facilitator(maren), [other, maren]],
	['a member’s place', { read: false, write: false }, member(wren), [session, wren]],
	['her own, now that she is no facilitator', { read: false, write: false }, member(maren), [session, maren]]
];

describe('who reads and writes a debrief', () => {
	it.each(cases)('%s', async (_, may, reader, of) => {
		const id = await debriefId(...of);
		const facts = { own: new Set([await debriefId(session, reader.handle)]) };
		const place = { circle: 'facilitators', owner: '', id };
		expect({ read: debriefType.read(reader, place, facts), write: debriefType.write(reader, place, facts) }).toEqual(
			may
		);
	});
});
