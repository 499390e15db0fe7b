import { beforeEach, describe, expect, test } from 'vitest';
import type { RecordRow, RotationInput } from './change.ts';
import { liveLine } from './circles.ts';
import { randomBytes, toBase64url } from './encoding.ts';
import { day, good, Host, Woman } from './testing.ts';

// A host that lies about what is live when an epoch closes: what she has seen herself she does not sign away.

let host: Host;
let ada: Woman;
let bea: Woman;
let plan: RecordRow;
let note: RecordRow;

beforeEach(async () => {
	host = new Host();
	[ada, bea] = (await Promise.all(['Ada', 'Bea'].map((name) => new Woman(name).start()))) as [Woman, Woman];
	await ada.found(host);
	await ada.bring(host, bea);
	plan = await ada.write(host, 'group', 'plan', 'seven o’clock');
	note = await ada.write(host, 'group', 'note', 'bring tea');
});

describe('the list that a rotation signs', () => {
	/** Ada removes Bea, over what the host gives her to close the group's epoch; `alter` is the host's own work on it. */
	async function closing(alter: (given: RotationInput) => RotationInput | Promise<RotationInput>) {
		const [given] = await host.rotations(['group']);
		const rotations = [await alter(given!)];
		const made = await ada.vault.remove(host.group, { day, handle: bea.handle, rotations });
		return made.ok ? 'signed' : made.reason;
	}
	/** Bea writes the second version of a note of hers that Ada has read; Ada reads that too. */
	async function twoVersions() {
		const [first] = await ada.vault.open(host.group, [note]);
		const item = {
			circle: 'group' as const,
			type: 'note',
			id: note.id,
			version: 2,
			prev: good(first!).hash,
			body: 'cake'
		};
		const [second] = good(await ada.vault.seal(host.group, [item])).records;
		host.store([second!]);
		good((await ada.vault.open(host.group, [second!]))[0]!);
		return { first: note, second: second! };
	}
	const lineOf = (row: RecordRow) => liveLine(host.group, row);
	const without = ({ live, ...rest }: RotationInput, line: string) => ({
		...rest,
		live: live.filter((l) => l !== line)
	});

	test('true: it is signed, whatever else stands in it that she has never seen', async () => {
		await twoVersions();
		good((await ada.vault.open(host.group, [plan]))[0]!);
		expect(await ada.vault.unlisted(host.group, await host.rotations(['group']))).toEqual([]);
		const unknown = toBase64url(randomBytes(32));
		expect(await closing((given) => ({ ...given, live: [...given.live, unknown] }))).toBe('signed');
	});

	test('with something left out that she has seen', async () => {
		good((await ada.vault.open(host.group, [plan]))[0]!);
		const line = await lineOf(plan);
		expect(await closing((given) => without(given, line))).toBe('list');
		const [given] = await host.rotations(['group']);
		const { circle, type, id } = plan;
		expect(await ada.vault.unlisted(host.group, [without(given!, line)])).toEqual([{ circle, type, id }]);
		// Left out of what is to be sealed again as well: the list alone is enough.
		expect(await closing((given) => ({ ...without(given, line), reseal: [] }))).toBe('list');
	});

	test('with an earlier version in the place of the one she has seen, in the list or to be sealed again', async () => {
		const { first, second } = await twoVersions();
		const [earlier, later] = [await lineOf(first), await lineOf(second)];
		const swap = (given: RotationInput) => ({ ...given, live: [...without(given, later).live, earlier] });
		const rows = (given: RotationInput) => given.reseal.map((row) => (row.id === note.id ? first : row));
		expect(await closing(swap)).toBe('list');
		expect(await closing((given) => ({ ...swap(given), reseal: rows(given) }))).toBe('list');
		expect(await closing((given) => ({ ...given, reseal: rows(given) }))).toBe('list');
		expect(await closing((given) => ({ ...given, live: [...given.live, earlier], reseal: rows(given) }))).toBe('list');
		expect(await closing((given) => given)).toBe('signed');
	});

	test('with another envelope under the same number', async () => {
		const { second } = await twoVersions();
		const item = {
			circle: 'group' as const,
			type: 'note',
			id: note.id,
			version: 2,
			prev: '' as const,
			body: 'no cake'
		};
		const [other] = good(await bea.vault.seal(host.group, [item])).records;
		const [mine, theirs] = [await lineOf(second), await lineOf(other!)];
		const lines = (given: RotationInput) => [...without(given, mine).live, theirs];
		expect(await closing((given) => ({ ...given, live: lines(given), reseal: [] }))).toBe('list');
		const rows = (given: RotationInput) => given.reseal.map((row) => (row.id === note.id ? other! : row));
		expect(await closing((given) => ({ ...given, live: [...given.live, theirs], reseal: rows(given) }))).toBe('list');
	});

	test('with a row to be sealed again that is not in the list beside it', async () => {
		const line = await lineOf(plan);
		expect(await closing((given) => without(given, line))).toBe('list');
	});

	test('without what may be deleted it is signed if the server says so; without what never is, it is not', async () => {
		const card = await ada.write(host, 'group', 'group-card', 'Tuesdays');
		for (const row of [note, card]) good((await ada.vault.open(host.group, [row]))[0]!);
		const left = async (row: RecordRow) => {
			const line = await lineOf(row);
			const gone = [{ type: row.type, id: row.id }];
			return closing((given) => ({ ...without(given, line), reseal: [], gone }));
		};
		expect(await left(note)).toBe('signed');
		expect(await left(card)).toBe('list');
	});

	test('what was seen in an earlier epoch and has moved since need not be found', async () => {
		good((await ada.vault.open(host.group, [plan]))[0]!);
		const cleo = await new Woman('Cleo').start();
		await ada.bring(host, cleo);
		expect(await closing((given) => given)).toBe('signed');
	});
});
