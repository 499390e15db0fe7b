import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Topic } from './agreement.ts';
import { compare, join, suggest } from './both.ts';

const topic = (title: string, text = title): Topic => ({ title, text });

describe('two drafts side by side', () => {
	it('match by heading and keep the other order', () => {
		const rows = compare([topic('B', 'mine'), topic('A')], [topic('A'), topic('B', 'hers')]);
		expect(rows.map((row) => [row.title, row.same])).toEqual([
			['A', true],
			['B', false]
		]);
	});

	it('put what only one of them has beside what it follows', () => {
		const rows = compare([topic('A'), topic('new'), topic('B')], [topic('A'), topic('B')]);
		expect(rows.map((row) => row.title)).toEqual(['A', 'new', 'B']);
		expect(rows[1]?.theirs).toBeUndefined();
	});

	it('take what she picks', () => {
		const rows = compare([topic('A', 'mine')], [topic('A', 'hers'), topic('B')]);
		expect(join(rows, { 0: 'mine', 1: 'mine' })).toEqual([topic('A', 'mine')]);
		expect(join(rows, { 0: 'theirs' })).toEqual([topic('A', 'hers'), topic('B')]);
		expect(join(rows, { 0: 'both' })).toEqual([topic('A', 'hers'), topic('A', 'mine'), topic('B')]);
	});

	it('suggest what only one of them changed, and nothing where both did', () => {
		const base = [topic('A'), topic('B'), topic('C'), topic('D')];
		const rows = compare(
			[topic('A', 'mine'), topic('B'), topic('C', 'mine'), topic('new')],
			[topic('A'), topic('B', 'hers'), topic('C', 'hers'), topic('D')]
		);
		const picks = suggest(rows, base);
		expect(rows.map((row, at) => [row.title, picks[at]])).toEqual([
			['A', 'mine'],
			['B', 'theirs'],
			['C', undefined],
			['new', undefined],
			['D', 'mine']
		]);
		expect(join(rows, picks).map((one) => one.title)).toEqual(['A', 'B', 'C', 'C', 'new']);
	});

	it('lose nothing that was not decided', () => {
		const topics = fc.array(fc.record({ title: fc.constantFrom('A', 'B', 'C'), text: fc.constantFrom('1', '2') }));
		fc.assert(
			fc.property(topics, topics, (mine, theirs) => {
				const joined = join(compare(mine, theirs), {}).map((one) => JSON.stringify(one));
				for (const one of [...mine, ...theirs]) expect(joined).toContain(JSON.stringify(one));
			})
		);
	});
});
