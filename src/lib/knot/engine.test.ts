import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answer } from './engine.ts';
import { asWritten } from './rules.ts';
import vectors from './vectors.json' with { type: 'json' };

test('every question has its answer, and both are plain data', () => {
	const [trefoil, , , hard] = vectors;
	const ask = (question: Parameters<typeof answer>[0]) => structuredClone(answer(structuredClone(question)));
	expect(ask({ ask: 'warm' })).toEqual({ answer: 'warm' });
	expect(ask({ ask: 'count', players: 8, rules: asWritten })).toEqual({
		answer: 'count',
		count: { deals: 446, oneRing: 354 }
	});
	expect(ask({ ask: 'deal', players: 10, wishes: { rules: asWritten, undoable: true }, seed: 7 })).toMatchObject({
		dealt: { ok: true }
	});
	expect(ask({ ask: 'check', tangle: trefoil, rules: asWritten })).toMatchObject({ checked: { fits: true } });
	expect(ask({ ask: 'judge', tangle: trefoil })).toEqual({
		answer: 'judge',
		verdict: { rings: 1, undoable: false, by: 'alexander' }
	});
	expect(ask({ ask: 'solve', tangle: hard })).toMatchObject({
		solved: { verdict: { undoable: true }, difficulty: 'hard', regrips: [] }
	});
	const stuck = ask({ ask: 'solve', tangle: trefoil });
	expect(stuck).toMatchObject({
		solved: { verdict: { undoable: false }, way: null, proof: { by: 'alexander', ring: null } }
	});
	expect(stuck.answer === 'solve' && stuck.solved.regrips.length).toBeGreaterThan(0);
});

test('whatever is asked about, nothing is thrown', () => {
	fc.assert(
		fc.property(fc.anything(), fc.constantFrom('check' as const, 'judge' as const, 'solve' as const), (tangle, ask) => {
			expect(answer({ ask, tangle, rules: asWritten }).answer).toBe('wrong');
		})
	);
});
