import { describe, expect, it } from 'vitest';
import { recordTypes, type Reader } from './record-types.ts';
import { REMOVAL } from './removal-consent.ts';

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
		const rule = (type: string) => recordTypes.find((one) => one.type === type);
		const may = (type: string) => ({
			read: rule(type)?.read(reader, place, undefined),
			write: rule(type)?.write(reader, place, undefined)
		});
		expect(may(REMOVAL.ask)).toEqual(ask);
		expect(may(REMOVAL.answer)).toEqual(answer);
	});
});
