import { expect, it } from 'vitest';
import { standing, waitingFor, type Published } from './agreement.ts';

const version = (version: number, kind: 'major' | 'minor', reviewDay = '2026-12-31'): Published => ({
	version,
	kind,
	reviewDay,
	publishedDay: '2026-11-01'
});
const published = [
	version(1, 'major'),
	version(2, 'minor'),
	version(3, 'major', '2027-06-01'),
	version(4, 'minor', '2027-06-01')
];
const today = '2026-11-23';

it.each([
	['nothing is written yet', [], [], today, { inForce: 0, newest: 0, asked: false }],
	['the first, not answered', published.slice(0, 1), [], today, { inForce: 1, newest: 1, asked: true }],
	['the first, accepted', published.slice(0, 1), [1], today, { inForce: 1, newest: 1, asked: false }],
	['wording changed', published.slice(0, 2), [1], today, { inForce: 2, newest: 2, asked: false }],
	[
		'meaning changed, not answered: the old one with its newest wording',
		published,
		[1],
		today,
		{ inForce: 2, newest: 4, asked: true }
	],
	['meaning changed, accepted before its wording', published, [1, 3], today, { inForce: 4, newest: 4, asked: false }],
	['on the review day the old one still holds', published, [1], '2026-12-31', { inForce: 2, newest: 4, asked: true }],
	[
		'after the review day the new one holds, and she is still asked',
		published,
		[1],
		'2027-01-01',
		{ inForce: 4, newest: 4, asked: true }
	],
	['who never accepted any is held by none before', published, [], today, { inForce: 4, newest: 4, asked: true }]
])('%s', (_, versions, accepted, day, expected) => {
	expect(standing(versions, accepted, day)).toEqual(expected);
});

it('waits for whoever has not accepted the newest meaning', () => {
	const acceptances = [
		{ handle: 'a', version: 3 },
		{ handle: 'b', version: 4 },
		{ handle: 'c', version: 2 }
	];
	expect(waitingFor(published, acceptances, ['a', 'b', 'c', 'd'])).toEqual(['c', 'd']);
	expect(waitingFor([], [], ['a'])).toEqual([]);
});
