import { describe, expect, it } from 'vitest';
import { FACILITATE, REMOVAL } from './signature-records.ts';
import { facilitatingTypes, removalTypes, type Reader } from './record-types.ts';

const facilitator = (handle: string): Reader => ({ handle, facilitator: true, state: 'member' });
const member = (handle: string): Reader => ({ handle, facilitator: false, state: 'member' });
/** Wren is asked about Ifeoma. */
const place = { circle: 'member:wren', owner: 'wren', id: 'ifeoma' };

type May = { read: boolean; write: boolean };
const cases: [name: string, reader: Reader, ask: May, answer: May][] = [
	['a facilitator', facilitator('maren'), { read: true, write: true }, { read: true, write: false }],
	['the woman asked', member('wren'), { read: true, write: false }, { read: true, write: true }],
	['the facilitator concerned', facilitator('ifeoma'), { read: false, write: false }, { read: false, write: false }],
	['the same, suspended', member('ifeoma'), { read: false, write: false }, { read: false, write: false }],
	['another member', member('noor'), { read: false, write: false }, { read: false, write: false }],
	['the woman asked, who facilitates', facilitator('wren'), { read: true, write: false }, { read: true, write: true }]
];

describe('who reads and writes that a facilitator is to go', () => {
	it.each(cases)('%s', (_, reader, ask, answer) => {
		const rule = (type: string) => removalTypes.find((one) => one.type === type);
		const may = (type: string, suspended: string[]) => ({
			read: rule(type)?.read(reader, place, new Set(suspended)),
			write: rule(type)?.write(reader, place, new Set(suspended))
		});
		expect(may(REMOVAL.ask, ['ifeoma'])).toEqual(ask);
		expect(may(REMOVAL.answer, ['ifeoma'])).toEqual(answer);
		// Nothing is asked or answered about somebody who is not suspended.
		for (const type of Object.values(REMOVAL)) expect(may(type, ['maren'])).toEqual({ read: ask.read, write: false });
	});
});

/** Wren is asked; who else reads or writes it. `may` is of the ask and of the answer. */
const asking: [name: string, reader: Reader, ask: May, answer: May][] = [
	['a facilitator', facilitator('maren'), { read: true, write: true }, { read: true, write: false }],
	['the woman asked', member('wren'), { read: true, write: false }, { read: true, write: true }],
	['another member', member('noor'), { read: false, write: false }, { read: false, write: false }],
	['a facilitator, suspended', member('ifeoma'), { read: false, write: false }, { read: false, write: false }]
];

describe('who reads and writes that a member is asked to facilitate', () => {
	const at = { circle: 'member:wren', owner: 'wren', id: 'this' };
	const may = (reader: Reader, type: string, facts: { leading?: string[]; asked?: string }) => {
		const rule = facilitatingTypes.find((one) => one.type === type);
		const asked = new Map(facts.asked === undefined ? [] : [['wren', facts.asked]]);
		const known = { leading: new Set(['maren', 'ifeoma', ...(facts.leading ?? [])]), asked };
		return { read: rule?.read(reader, at, known), write: rule?.write(reader, at, known) };
	};

	it.each(asking)('%s', (_, reader, ask, answer) => {
		expect(may(reader, FACILITATE.ask, {})).toEqual(ask);
		expect(may(reader, FACILITATE.answer, { asked: 'this' })).toEqual(answer);
		// One question at a time, and an answer to the one that stands.
		expect(may(reader, FACILITATE.ask, { asked: 'another' })).toEqual({ ...ask, write: false });
		for (const facts of [{}, { asked: 'another' }])
			expect(may(reader, FACILITATE.answer, facts)).toEqual({ ...answer, write: false });
		// Who facilitates is not asked to.
		for (const type of Object.values(FACILITATE))
			expect(may(reader, type, { leading: ['wren'], asked: 'this' }).write).toBe(false);
	});
});
