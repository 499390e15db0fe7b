import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import vectors from '#lib/knot/vectors.json' with { type: 'json' };
import { run } from './knot-command.ts';

const ask = async (words: string, input = '') => {
	const [word, ...rest] = words.split(' ');
	const { lines, trouble } = await run(word, rest, async () => input);
	return { answers: lines.map((line) => JSON.parse(line) as Record<string, unknown>), trouble };
};
const lineOf = ({ players, holds, heights }: (typeof vectors)[number]) => JSON.stringify({ players, holds, heights });
const [trefoil, , , hard] = vectors as [(typeof vectors)[0], unknown, unknown, (typeof vectors)[0]];

test('count', async () => {
	expect(await ask('count --players 8 --rule page')).toEqual({
		answers: [{ players: 8, rule: 'page', deals: 446, oneRing: 354 }],
		trouble: undefined
	});
	expect((await ask('count --players 4 --neighbours')).answers).toEqual([
		{ players: 4, rule: 'page', neighbours: true, deals: 6, oneRing: 6 }
	]);
});

test('deal, check, judge and solve hand on to each other', async () => {
	const words = 'deal --players 10 --seed 7 --one-ring --difficulty middle';
	const [dealt] = (await ask(words)).answers;
	expect((await ask(words)).answers).toEqual([dealt]);
	const line = JSON.stringify(dealt);
	expect((await ask('check', line)).answers).toMatchObject([{ fits: true, broken: [], rings: 1 }]);
	expect((await ask('judge', line)).answers).toEqual([{ rings: 1, undoable: true, by: 'trace' }]);
	const [solved] = (await ask('solve', line)).answers;
	expect(solved).toMatchObject({ undoable: true, difficulty: 'middle', detour: 1 });
	for (const step of solved?.steps as { words: string }[]) expect(step.words).toMatch(/^[\d A-Z].*\.$/);
});

test('judge answers line by line, in the same order', async () => {
	const verdicts = vectors.map(({ rings, undoable, by }) => ({ rings, undoable, by }));
	expect(await ask('judge --jsonl', vectors.map(lineOf).join('\n'))).toEqual({ answers: verdicts, trouble: undefined });
	const mixed = await ask('judge --jsonl', `${lineOf(hard)}\n\nx\n${lineOf(trefoil)}\n`);
	expect(mixed.answers.map(({ undoable }) => undoable)).toEqual([true, undefined, false]);
	expect(mixed.trouble).toBe('Not a tangle: line 3.');
});

test('what cannot be undone is solved by what would mend it', async () => {
	const [solved] = (await ask('solve', lineOf(trefoil))).answers;
	expect(solved).toMatchObject({ undoable: false, proof: { by: 'alexander' } });
	expect(solved?.regrips).not.toEqual([]);
});

test.each([
	['', ''],
	['dance', ''],
	['count', ''],
	['count --players 13', ''],
	['count --players 8 --rule none', ''],
	['count --players 8 --loud', ''],
	['deal --players 21', ''],
	['deal --players 4', ''],
	['deal --players 5 --difficulty hard', ''],
	['deal --players 10 --difficulty odd', ''],
	['deal --players 10 --seed -1', ''],
	['check', 'x'],
	['check', '{"players":5,"holds":[]}'],
	['judge', ''],
	['judge', '{"players":5}'],
	['solve', '[]']
])('%s ← %s: a sentence', async (words, input) => {
	const { answers, trouble } = await ask(words, input);
	expect(answers).toEqual([]);
	expect(trouble).toMatch(/[a-z]/);
});

it('needs no data folder and makes none', () => {
	const folder = mkdtempSync(join(tmpdir(), 'rowan-knot-'));
	const call = (...words: string[]) =>
		spawnSync(process.execPath, [join(import.meta.dirname, '../../bin/rowan'), 'knot', ...words], {
			input: lineOf(hard),
			encoding: 'utf8',
			env: { ...process.env, ROWAN_DATA: join(folder, 'data'), PORT: 'none' }
		});
	expect(call('judge')).toMatchObject({ status: 0, stdout: '{"rings":1,"undoable":true,"by":"trace"}\n', stderr: '' });
	expect(call('judge', '--what')).toMatchObject({ status: 2, stdout: '' });
	expect([existsSync(join(folder, 'data')), readdirSync(folder)]).toEqual([false, []]);
	rmSync(folder, { recursive: true });
});
