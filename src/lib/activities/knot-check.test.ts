import { describe, expect, it } from 'vitest';
import { checkHolds } from './knot-check.ts';
import type { Pair } from './knot-guide.ts';

const holds = (...pairs: Pair[]) => pairs;
const five = holds([0, 2], [2, 4], [4, 1], [1, 3], [3, 0]);

describe('who holds whom', () => {
	it('says that it fits, and that it is one ring', () => {
		const { rings, ...rest } = checkHolds({ players: 5, holds: five });
		expect(rest).toEqual({ broken: [], left: 0, alone: null });
		expect(rings).toHaveLength(1);
		expect(rings?.[0]?.toSorted()).toEqual([0, 1, 2, 3, 4]);
	});

	it('says at the last pair that it makes two rings, and who is in which', () => {
		const two = holds([0, 2], [2, 4], [4, 6], [6, 0], [1, 3], [3, 5], [5, 7], [7, 1]);
		expect(checkHolds({ players: 8, holds: two.slice(0, 7) })).toMatchObject({ left: 1, rings: undefined });
		const { rings } = checkHolds({ players: 8, holds: two });
		expect(rings?.map((ring) => ring.toSorted())).toEqual([
			[0, 2, 4, 6],
			[1, 3, 5, 7]
		]);
	});

	it('names at once two who stand side by side, also over the ends of the list', () => {
		expect(checkHolds({ players: 8, holds: holds([3, 2]) }).broken).toEqual([
			{ reason: 'beside', hold: 0, pair: [2, 3] }
		]);
		expect(checkHolds({ players: 8, holds: holds([0, 7]) }).broken).toMatchObject([{ reason: 'beside' }]);
		expect(checkHolds({ players: 8, holds: holds([0, 6]) }).broken).toEqual([]);
	});

	it('names two who are joined twice', () => {
		expect(checkHolds({ players: 6, holds: holds([0, 2], [2, 0]) }).broken).toEqual([
			{ reason: 'same-two', hold: 1, pair: [0, 2] }
		]);
	});

	it('allows side by side with four, who could not play else', () => {
		expect(checkHolds({ players: 4, holds: holds([0, 1], [1, 2], [2, 3], [3, 0]) })).toMatchObject({
			broken: [],
			rings: [expect.any(Array)]
		});
	});

	it('does not mind which hand takes which', () => {
		expect(checkHolds({ players: 5, holds: five.map(([a, b]): Pair => [b, a]).toReversed() })).toMatchObject({
			broken: [],
			rings: [expect.any(Array)]
		});
	});

	it('notices when the last one has nobody to join', () => {
		const rest = holds([0, 2], [2, 4], [4, 1], [1, 0]);
		expect(checkHolds({ players: 5, holds: rest })).toMatchObject({ left: 1, alone: 3 });
		expect(checkHolds({ players: 5, holds: rest.slice(1) }).alone).toBeNull();
	});
});
