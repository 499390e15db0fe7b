import { beforeEach, expect, test } from 'vitest';
import type { LiveRow } from './record.ts';
import type { LogName } from './sealed.ts';
import { good, Host, Woman } from './testing.ts';

// What is played together: written by each in a log of her own, read by the group, and never taken for the run-sheet.

let host: Host;
let ada: Woman;
let bea: Woman;
let cleo: Woman;

beforeEach(async () => {
	host = new Host();
	[ada, bea, cleo] = (await Promise.all(['Ada', 'Bea', 'Cleo'].map((name) => new Woman(name).start()))) as [
		Woman,
		Woman,
		Woman
	];
	await ada.found(host);
	await ada.bring(host, bea);
	await ada.bring(host, cleo);
	await Promise.all([bea.see(host), cleo.see(host)]);
});

const session = 'thursday';
async function say(who: Woman, circle: LogName, entry = 'e1'): Promise<LiveRow> {
	const { entries } = good(await who.vault.sealLive(host.group, [{ circle, session, entry, body: { kind: 'move' } }]));
	return entries[0]!;
}
async function verdict(who: Woman, row: object): Promise<string> {
	const [one] = await who.vault.openLive(host.group, [row as LiveRow]);
	return one?.ok ? one.author : (one?.reason ?? '');
}

test('everybody in the group reads it, and whose it is', async () => {
	const row = await say(bea, `play:${bea.handle}`);
	for (const who of [ada, bea, cleo]) expect(await verdict(who, row)).toBe(bea.handle);
});

test('in another woman’s log, or in nobody’s, it is nothing', async () => {
	const row = await say(bea, `play:${bea.handle}`);
	expect(await verdict(cleo, { ...row, circle: `play:${ada.handle}` })).toBe('wrong-author');
	// A client of hers that lets her seal in another’s log, and a server that takes it.
	expect(await verdict(cleo, await say(bea, `play:${ada.handle}`))).toBe('wrong-author');
	for (const circle of ['play:', 'play:somebody', 'play', 'games'])
		expect(await verdict(cleo, { ...row, circle })).toBe('wrong-place');
	expect(await bea.vault.sealLive(host.group, [{ circle: 'play:x', session, entry: 'e', body: 1 }])).toEqual({
		ok: false,
		reason: 'no-key'
	});
});

test('it cannot be moved into the run-sheet, nor an entry of the run-sheet into a game, nor either into a record', async () => {
	const [played, run] = [await say(bea, `play:${bea.handle}`), await say(ada, 'group')];
	expect(await verdict(cleo, { ...played, circle: 'group' })).toBe('damaged');
	expect(await verdict(cleo, { ...run, circle: `play:${ada.handle}` })).toBe('damaged');
	expect(await verdict(cleo, { ...played, entry: 'e2' })).toBe('damaged');
	expect(await verdict(cleo, { ...played, session: 'friday' })).toBe('damaged');
	const record = { ...played, circle: 'group', type: 'play', id: session, version: 1 } as const;
	expect(await cleo.vault.open(host.group, [record])).toEqual([{ ok: false, reason: 'wrong-place' }]);
	const item = { circle: 'group', type: 'play', id: session, version: 1, prev: '', body: 1 } as const;
	await expect(cleo.vault.seal(host.group, [item])).rejects.toThrow(TypeError);
});

test('its key is kept under a cover with the group’s, and without it is not there', async () => {
	const row = await say(bea, `play:${bea.handle}`);
	await cleo.vault.keepOnly([{ group: host.group, session, circles: ['group'] }]);
	expect(await verdict(cleo, row)).toBe(bea.handle);
	await ada.vault.keepOnly([{ group: host.group, session, circles: ['facilitators'] }]);
	expect(await verdict(ada, row)).toBe('unknown-epoch');
	expect(await verdict(bea, await say(cleo, `play:${cleo.handle}`, 'e2'))).toBe(cleo.handle);
});

test('who was removed writes nothing that counts', async () => {
	const due = await host.rotations(['group'], () => false);
	const change = await ada.vault.remove(host.group, { day: '2026-11-23', handle: bea.handle, rotations: due });
	await host.take(good(change).change);
	await Promise.all([ada.see(host), cleo.see(host)]);
	const late = await say(bea, `play:${bea.handle}`, 'late');
	// She has the old key alone, which the server takes no more; under the new one she seals nothing.
	expect(late.epoch).toBeLessThan((await say(cleo, `play:${cleo.handle}`)).epoch);
	expect(await verdict(cleo, { ...late, epoch: late.epoch + 1 })).toBe('damaged');
});
