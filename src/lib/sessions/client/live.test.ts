import { beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '#lib/crypto/encoding.ts';
import type { LiveRow } from '#lib/crypto/record.ts';
import { answerScreen, type Answers } from '#lib/activities/screen/ask-engine.ts';
import type { PlayBody } from '#lib/activities/screen/play-entry.ts';
import { foldPlayed } from '#lib/activities/screen/together.ts';
import { moves } from '#lib/knot/ring.ts';
import { noAccess } from '#lib/groups/access.ts';
import * as groups from '#lib/groups/client/groups.ts';
import * as members from '#lib/groups/client/members.ts';
import { memberCircle, present } from '#lib/groups/client/view.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import { NO_NETWORK, type Api } from '#lib/platform/client/api.ts';
import { Outbox } from '#lib/platform/client/outbox.ts';
import * as venues from '#lib/venues/client/venues.ts';
import { eachDatabase, type TestApp } from '../../../server/testing.ts';
import { must, newFounder, newMember, WORDS, type Woman } from '../../../server/testing-groups.ts';
import { Network } from '../../../server/testing-network.ts';
import { MOST_PLAYED } from '../server/live-adding.ts';
import * as debriefs from './debriefs.ts';
import { LiveLog } from './live.ts';
import { LiveStore, membersSaid, type Pulled } from './live-store.ts';
import * as sessions from './sessions.ts';

const MINUTE = 60_000;
const items = ['Opening round', 'Lanterns', 'Closing round'].map((title) => ({ title, prompt: '', minutes: 15 }));

interface Phone {
	woman: Woman;
	handle: string;
	log: LiveLog;
	store: LiveStore;
	outbox: Outbox;
	network: Network;
}

interface Evening {
	app: TestApp;
	group: string;
	session: string;
	maren: Phone;
	ifeoma: Phone;
	wren: Phone;
	noor: Phone;
}

async function pick(
	group: string,
	session: string,
	woman: Woman,
	kept?: Pick<Phone, 'store' | 'outbox' | 'network'>
): Promise<Phone> {
	const { view } = must(await groups.open(woman, group));
	const { store = new LiveStore(view.me.handle), outbox = new Outbox(), network = new Network() } = kept ?? {};
	store.facilitators = new Set(view.members.filter((m) => m.facilitator).map((m) => m.handle));
	const api = network.through(woman.api);
	outbox.use(api);
	const client = { ...woman, api };
	const refresh = async () => (await groups.open(client, group)).ok;
	const log = new LiveLog({ client, outbox, group, session, store, refresh });
	return { woman, handle: view.me.handle, log, store, outbox, network };
}

async function evening(app: TestApp): Promise<Evening> {
	const founder = await newFounder(app);
	const group = founder.view.group;
	const view = async () => must(await groups.open(founder.woman, group)).view;
	const second = await newMember(app, founder.woman, founder.view, { name: 'Ifeoma', role: 'facilitator' });
	const third = await newMember(app, founder.woman, await view(), { name: 'Wren' });
	const fourth = await newMember(app, founder.woman, await view(), { name: 'Noor' });
	const outline = { name: 'The long table', area: '', sideRoom: 'Kitchen', access: noAccess };
	const card = { address: '4 Rose Yard', door: 'Green', reception: '', steps: ['In.'], place: null };
	const place = must(
		await venues.save(founder.woman, await view(), { id: newId(), outline, card, base: { outline: null, card: null } })
	);
	const startsAt = app.clock.now + 10 * MINUTE;
	const planned = await sessions.plan(founder.woman, await view(), {
		id: newId(),
		startsAt,
		endsAt: startsAt + 90 * MINUTE,
		venue: place.id,
		facilitators: [founder.view.me.handle, second.handle],
		plan: { sideRoom: 'Kitchen', items: [], note: '', failed: [], lighting: null },
		notes: '',
		reasons: []
	});
	const { id: session, revision } = must(planned as Extract<typeof planned, { ok: true }>);
	must(await sessions.announce(founder.woman, await view(), { id: session, revision }));
	const phone = (woman: Woman) => pick(group, session, woman);
	const phones = [
		await phone(founder.woman),
		await phone(second.woman),
		await phone(third.woman),
		await phone(fourth.woman)
	];
	const [maren, ifeoma, wren, noor] = phones as [Phone, Phone, Phone, Phone];
	return { app, group, session, maren, ifeoma, wren, noor };
}

async function begin(e: Evening): Promise<void> {
	const { view } = must(await groups.open(e.maren.woman, e.group));
	const people = present(view).map(({ handle, name }) => ({ handle, name }));
	must(await e.maren.log.start({ items, people, sideRoom: 'Kitchen', note: 'Tea first' }));
	for (const phone of [e.ifeoma, e.wren, e.noor]) must(await phone.log.pull());
}

/** Until everything this phone has pressed has been answered; the page tries again every few seconds. */
async function sent({ log, outbox }: Phone): Promise<void> {
	while (log.unsent > 0) {
		outbox.flush();
		await new Promise((done) => setImmediate(done));
	}
	must(await log.pull());
}
const next = (from: number) => ({ circle: 'group', body: { kind: 'next', from } }) as const;
const signal = (phone: Phone, what: 'out' | 'with-me' | 'fine' | 'back') =>
	phone.log.press({ circle: memberCircle(phone.handle), body: { kind: 'signal', what } });
const rowsOf = async (e: Evening, circle: string) =>
	e.app.ctx.db
		.selectFrom('live_entry')
		.select(['circle', 'session_id as session', 'entry_id as entry', 'epoch', 'envelope', 'seq'])
		.where('session_id', '=', e.session)
		.where('circle', '=', circle)
		.orderBy('seq')
		.execute();

eachDatabase('an evening on several phones', (app) => {
	let e: Evening;
	beforeAll(async () => {
		e = await evening(app());
		await begin(e);
	});

	it('is one run-sheet on both facilitators’ phones, also when both press at once', async () => {
		app().clock.now += 9 * MINUTE;
		await Promise.all([e.maren.log.press(next(0)), e.ifeoma.log.press(next(0))]);
		await sent(e.maren);
		await sent(e.ifeoma);
		must(await e.maren.log.pull());
		expect(e.maren.log.state).toEqual(e.ifeoma.log.state);
		expect(e.maren.log.state.run).toMatchObject({ current: 1, items });
		must(await e.wren.log.pull());
		expect(e.wren.log.state.run).toEqual(e.maren.log.state.run);
	});

	it('is one guide on both facilitators’ phones, of which a member’s phone is not even sent a row', async () => {
		const turn = (from: 'people' | 'asking') =>
			({ circle: 'facilitators', body: { kind: 'guide-turn', from, turn: 'next', players: 9 } }) as const;
		await Promise.all([e.maren.log.press(turn('people')), e.ifeoma.log.press(turn('people'))]);
		await sent(e.maren);
		await sent(e.ifeoma);
		await e.ifeoma.log.press(turn('asking'));
		await sent(e.ifeoma);
		must(await e.maren.log.pull());
		const { guide } = e.maren.log.state;
		expect(guide).toEqual(e.ifeoma.log.state.guide);
		expect(guide).toMatchObject({ guide: { screen: 'material', players: 9 }, turn: { by: e.ifeoma.handle } });
		expect(await e.wren.log.press(turn('asking'))).toBe(false);
		must(await e.wren.log.pull());
		expect([...e.wren.store.rows.values()].filter(({ circle }) => circle === 'facilitators')).toEqual([]);
		expect(e.wren.log.state.guide.turn).toBeNull();
	});

	it('is one game on all phones, each woman moving for herself, through a lost network and a reload', async () => {
		const all = [e.maren, e.ifeoma, e.wren, e.noor];
		const say = async (phone: Phone, body: PlayBody) => {
			await phone.log.press({ circle: `play:${phone.handle}`, body });
			await sent(phone);
		};
		const table = (phone: Phone) => foldPlayed(phone.log.played, phone.store.facilitators);
		const everywhere = async () => {
			for (const phone of all) must(await phone.log.pull());
			for (const phone of all) expect(table(phone)).toEqual(table(e.maren));
			return table(e.maren)!;
		};
		await say(e.wren, { kind: 'open' });
		for (const phone of all) must(await phone.log.pull());
		expect(all.map(table)).toEqual([null, null, null, null]);
		await say(e.maren, { kind: 'open' });
		const { id } = await everywhere();
		await Promise.all(all.map((phone, i) => say(phone, { kind: 'join', table: id, name: `Leaf ${i}` })));
		const seats = (await everywhere()).players.map(({ handle }) => handle);
		expect([...seats].sort()).toEqual(all.map(({ handle }) => handle).sort());
		const { tangle, level } = answerScreen({ ask: 'deal', players: 4, level: 'easy', seed: 2 }) as NonNullable<
			Answers['deal']
		>;
		const dealt = { table: id, after: null, level, thread: false, seats, tangle: tangle as never };
		await Promise.all([say(e.maren, { kind: 'deal', ...dealt }), say(e.ifeoma, { kind: 'deal', ...dealt })]);
		let { game } = await everywhere();

		const byOf = (handle: string) => all.find((phone) => phone.handle === handle)!;
		const first = (phone: Phone): PlayBody | undefined => {
			const { game: now } = table(phone)!;
			const person = now!.seats.indexOf(phone.handle);
			const move = moves(now!.circle, person).flatMap((reach) => reach.moves)[0];
			return move?.kind === 'swap'
				? { kind: 'move', base: now!.base, from: now!.circle.seats.indexOf(person), move }
				: undefined;
		};
		const mover = byOf(seats.find((handle) => first(byOf(handle)))!);
		const move = first(mover)!;
		// From another woman’s account it changes nothing, on nobody’s phone.
		const other = all.find((phone) => phone !== mover && phone !== e.maren && phone !== e.ifeoma)!;
		await say(other, move);
		expect((await everywhere()).game!.circle).toEqual(game!.circle);
		// Without a network it shows at once on hers, and on the others’ when there is one.
		mover.network.state = 'gone';
		await mover.log.press({ circle: `play:${mover.handle}`, body: move });
		expect(table(mover)!.game!.log).toHaveLength(1);
		expect(table(other)!.game!.log).toHaveLength(0);
		mover.network.state = 'there';
		await sent(mover);
		({ game } = await everywhere());
		expect(game!.log).toMatchObject([{ by: mover.handle }]);
		// A page that was loaded again: nothing kept, and it is where it was.
		const again = await pick(e.group, e.session, other.woman);
		must(await again.log.pull());
		expect(table(again)).toEqual(table(e.maren));
		// Nobody writes in another’s strand.
		const forged = await other.woman.vault.sealLive(e.group, [
			{ circle: `play:${mover.handle}`, session: e.session, entry: newId(), body: move }
		]);
		const path = `/groups/${e.group}/sessions/${e.session}/live`;
		const entries = must(forged).entries.map(({ session: _, ...entry }) => entry);
		expect(await other.woman.api.post(path, { entries })).toMatchObject({ status: 404, reason: 'not-here' });
		expect((await mover.woman.vault.openLive(e.group, must(forged).entries))[0]).toMatchObject({
			reason: 'wrong-author'
		});
		await say(e.ifeoma, { kind: 'shut', table: id });
		for (const phone of all) must(await phone.log.pull());
		expect(all.map(table)).toEqual([null, null, null, null]);
	});

	it('tells the facilitators who stepped out, and nobody else', async () => {
		await signal(e.wren, 'with-me');
		await sent(e.wren);
		for (const phone of [e.maren, e.ifeoma, e.noor]) must(await phone.log.pull());
		expect(e.maren.log.state.out).toMatchObject([{ who: e.wren.handle, what: 'with-me', with: [] }]);
		expect(e.noor.log.state.out).toEqual([]);
		const about = e.maren.log.state.out[0]!.id;
		await e.maren.log.press({ circle: memberCircle(e.wren.handle), body: { kind: 'going', about, name: 'Maren' } });
		await sent(e.maren);
		must(await e.wren.log.pull());
		expect(e.wren.log.state.out[0]?.with).toEqual([{ handle: e.maren.handle, name: 'Maren' }]);
		await signal(e.wren, 'back');
		await sent(e.wren);
		must(await e.ifeoma.log.pull());
		expect(e.ifeoma.log.state.out).toEqual([]);
	});

	it('opens for nobody whom a circle leaves out, even with the server’s help', async () => {
		await e.maren.log.press({ circle: 'facilitators', body: { kind: 'here', who: e.noor.handle, on: true } });
		await sent(e.maren);
		const secret = [...(await rowsOf(e, 'facilitators')), ...(await rowsOf(e, memberCircle(e.wren.handle)))];
		expect(secret.length).toBeGreaterThan(3);
		const opened = await e.noor.woman.vault.openLive(e.group, secret as unknown as LiveRow[]);
		expect(opened.every((one) => !one.ok && one.reason === 'unknown-epoch')).toBe(true);
		const moved = secret.map((row) => ({ ...row, circle: 'group' })) as unknown as LiveRow[];
		expect((await e.noor.woman.vault.openLive(e.group, moved)).every((one) => !one.ok)).toBe(true);
		const swapped = secret.map((row, i) => ({
			...row,
			entry: secret[(i + 1) % secret.length]!.entry
		})) as unknown as LiveRow[];
		expect((await e.maren.woman.vault.openLive(e.group, swapped)).every((one) => !one.ok)).toBe(true);
	});

	it('goes on for ten minutes without a network, catches up, and doubles nothing', async () => {
		const { wren, maren, ifeoma } = e;
		for (const phone of [wren, maren]) phone.network.state = 'gone';
		await signal(wren, 'out');
		await maren.log.press(next(1));
		expect([wren.log.unsent, wren.log.state.out.length, maren.log.state.run.current]).toEqual([1, 1, 2]);
		app().clock.now += 10 * MINUTE;
		await signal(wren, 'fine');
		expect(await wren.log.pull()).toMatchObject({ ok: false, reason: NO_NETWORK });
		await ifeoma.log.press(next(1));
		await sent(ifeoma);
		// The connection comes back badly at first: the server has it, and the phone does not know.
		for (const phone of [wren, maren]) {
			phone.network.state = 'loses-answers';
			phone.outbox.flush();
			await new Promise((done) => setTimeout(done, 50));
			phone.network.state = 'there';
			await sent(phone);
		}
		must(await ifeoma.log.pull());
		const signals = (await rowsOf(e, memberCircle(wren.handle))).length;
		expect(signals).toBe(5); // three from before, and these two
		expect(ifeoma.log.state.out).toMatchObject([{ what: 'fine' }]);
		expect(ifeoma.log.state.run.current).toBe(2);
		must(await maren.log.pull());
		expect(maren.log.state).toEqual(ifeoma.log.state);
		await signal(wren, 'back');
		await sent(wren);
	});

	it('under a facilitator’s cover: that a member said something can be told, and a moved plan is not it', async () => {
		const { wren, maren, ifeoma, group, session } = e;
		// A phone of its own: the other one may still be fetching what it has just sent.
		const covered = await pick(group, session, maren.woman);
		must(await covered.log.pull());
		const said = () => membersSaid(maren.woman.api, group, session, covered.store);
		const kept = covered.store.rows.size;
		await ifeoma.log.press({ circle: 'facilitators', body: { kind: 'here', who: wren.handle, on: true } });
		await sent(ifeoma);
		await wren.log.press({ circle: `play:${wren.handle}`, body: { kind: 'open' } });
		await sent(wren);
		expect(await said()).toBe(false);
		await wren.log.press({ circle: memberCircle(wren.handle), body: { kind: 'ask-stop' } });
		await sent(wren);
		expect([await said(), covered.store.rows.size]).toEqual([true, kept]);
		for (const { log } of [covered, maren]) must(await log.pull());
		expect(await said()).toBe(false);
		// Her own phone, and what a facilitator tells her of it.
		const about = maren.log.state.asks[0]!.id;
		await maren.log.press({ circle: memberCircle(wren.handle), body: { kind: 'heard', about } });
		await sent(maren);
		must(await wren.log.pull());
		expect(wren.log.state.asks).toMatchObject([{ heard: true }]);
	});

	it('lets no move of a game hold up a silent signal, nor take one with it', async () => {
		const { wren, maren, session } = e;
		const circle = `play:${wren.handle}` as const;
		const seen = async (what: string) => {
			must(await maren.log.pull());
			expect(maren.log.state.out).toMatchObject([{ who: wren.handle, what }]);
		};
		let on: () => void = () => undefined;
		const held = new Promise<void>((done) => (on = done));
		const post: Woman['api']['post'] = async (path, body) => {
			if (JSON.stringify(body).includes(circle)) await held;
			return wren.woman.api.post(path, body);
		};
		const slow = await pick(e.group, session, { ...wren.woman, api: { ...wren.woman.api, post } });
		must(await slow.log.pull());
		await slow.log.press({ circle, body: { kind: 'open' } });
		await signal(slow, 'out');
		await vi.waitFor(() => seen('out'));
		on();
		await sent(slow);

		// As many as she may add, and then a server that takes nothing for a while: what is left goes together.
		const rows = Array.from({ length: MOST_PLAYED }, (_, i) => {
			const row = { session_id: session, circle, seq: 1_000 + i, entry_id: newId() };
			return { ...row, epoch: 1, envelope: 'A'.repeat(400), at: 0 };
		});
		await app().ctx.write((trx) => trx.insertInto('live_entry').values(rows).execute());
		wren.network.state = 'full-disk';
		await wren.log.press({ circle, body: { kind: 'open' } });
		await signal(wren, 'with-me');
		await vi.waitFor(() => expect(wren.store.unsent.map(({ where }) => where)).toEqual(['here', 'here']));
		wren.network.state = 'there';
		must(await wren.log.pull());
		await sent(wren);
		await seen('with-me');
		await signal(wren, 'back');
		await sent(wren);
	});

	it('counts for nothing what the server says is another’s, says so, and goes on', async () => {
		const { wren, noor, maren } = e;
		await maren.log.press({ circle: `play:${maren.handle}`, body: { kind: 'open' } });
		await signal(wren, 'fine');
		for (const phone of [maren, wren]) await sent(phone);
		const table = foldPlayed(maren.log.played, maren.store.facilitators)!.id;
		await wren.log.press({ circle: `play:${wren.handle}`, body: { kind: 'join', table, name: 'Wren' } });
		await sent(wren);
		const path = `/groups/${e.group}/sessions/${e.session}/live`;
		type Row = Pulled['entries'][number];
		const lying = (change: (row: Row) => Row[]): Api => ({
			...maren.woman.api,
			get: async <T>(at: string) => {
				const answer = await maren.woman.api.get<T & Pulled>(at);
				if (!answer.ok || !at.startsWith(`${path}?`)) return answer;
				return { ...answer, data: { ...answer.data, entries: answer.data.entries.flatMap(change) } };
			}
		});
		const by = ({ handle }: Phone, { log }: Phone) => [
			...log.played.filter(({ author }) => author === handle),
			...log.state.out.filter(({ who }) => who === handle)
		];
		const hers = ({ circle }: Row) => circle.endsWith(wren.handle);
		const asNoor = (row: Row): Row => ({ ...row, circle: row.circle.replace(wren.handle, noor.handle) as never });
		must(await maren.log.pull());
		// What Wren wrote is Noor’s; it is hers and, under other numbers, Noor’s too; it is cut short; of a time to come.
		for (const change of [
			(row: Row) => [hers(row) ? asNoor(row) : row],
			(row: Row) => [row, ...(hers(row) ? [{ ...asNoor(row), entry: newId() }] : [])],
			(row: Row) => [hers(row) ? { ...row, envelope: row.envelope.slice(0, -9) as never } : row],
			(row: Row) => [hers(row) ? { ...row, epoch: row.epoch + 1 } : row]
		]) {
			const phone = await pick(e.group, e.session, { ...maren.woman, api: lying(change) });
			must(await phone.log.pull());
			expect(phone.log.altered).toBeGreaterThan(1);
			const shown = foldPlayed(phone.log.played, phone.store.facilitators);
			expect(shown?.players.some(({ handle }) => handle === noor.handle)).toBe(false);
			expect(by(noor, phone)).toEqual(by(noor, maren));
			// What it left alone stands, and what is pressed goes out.
			expect(phone.log.state.run).toEqual(maren.log.state.run);
			await phone.log.press({ circle: 'facilitators', body: { kind: 'here', who: wren.handle, on: true } });
			await sent(phone);
		}
		must(await maren.log.pull());
		expect(maren.log.altered).toBe(0);
		expect(maren.log.state.here).toContain(wren.handle);
		await maren.log.press({ circle: `play:${maren.handle}`, body: { kind: 'shut', table } });
		await signal(wren, 'back');
		for (const phone of [maren, wren]) await sent(phone);
	});

	it('goes on under a cover, with this evening’s keys and no others', async () => {
		const { noor, group, session, maren } = e;
		await noor.woman.vault.keepOnly([{ group, session, circles: ['group', memberCircle(noor.handle)] }]);
		await expect(noor.woman.vault.seal(group, [])).rejects.toThrow('covered');
		const later = new LiveLog({
			client: { ...noor.woman, api: noor.network.through(noor.woman.api) },
			outbox: noor.outbox,
			group,
			session,
			store: noor.store,
			refresh: async () => false
		});
		noor.network.state = 'gone';
		await later.open();
		expect(later.state.run.items).toEqual(items);
		await later.press({ circle: memberCircle(noor.handle), body: { kind: 'signal', what: 'out' } });
		noor.network.state = 'there';
		await sent({ ...noor, log: later });
		must(await maren.log.pull());
		expect(maren.log.state.out).toMatchObject([{ who: noor.handle, what: 'out' }]);
	});

	it('survives a lock in the middle, with what had not been sent', async () => {
		const { wren, maren } = e;
		wren.network.state = 'gone';
		await signal(wren, 'with-me');
		await wren.woman.vault.lock();
		const back = await pick(e.group, e.session, await wren.woman.again(), wren);
		await back.log.open();
		expect(back.log.state.out).toMatchObject([{ what: 'with-me' }]);
		expect(back.log.unsent).toBe(1);
		back.network.state = 'there';
		await sent(back);
		must(await maren.log.pull());
		expect(maren.log.state.out.map((o) => o.who)).toContain(wren.handle);
		e.wren = back;
	});

	it('seals again what waited while somebody was removed, and ends reading for her at once', async () => {
		const { wren, maren, noor, group } = e;
		wren.network.state = 'gone';
		await signal(wren, 'fine');
		// It is a while since she came in.
		must(await accounts.proveAgain(maren.woman, { name: maren.woman.name, kind: 'passphrase', secret: WORDS }));
		const { view } = must(await groups.open(maren.woman, group));
		must(await members.remove(maren.woman, view, { handle: noor.handle }));
		wren.network.state = 'there';
		await sent(wren);
		must(await maren.log.pull());
		expect(maren.log.state.out.find((o) => o.who === wren.handle)?.what).toBe('fine');
		const path = `/groups/${group}/sessions/${e.session}/live`;
		expect(await noor.woman.api.get(path)).toMatchObject({ ok: false, reason: 'not-here' });
	});

	it('has room for a woman who is let in on the way: without its beginning, with her silence and the next knot', async () => {
		const { maren, group, session } = e;
		const { view } = must(await groups.open(maren.woman, group));
		const { woman } = await newMember(app(), maren.woman, view, { name: 'Rue' });
		const late = await pick(group, session, woman);
		must(await late.log.pull());
		expect([late.store.state, late.log.state.run.started]).toEqual(['live', null]);
		const table = (phone: Phone) => foldPlayed(phone.log.played, phone.store.facilitators);
		const say = async (phone: Phone, body: PlayBody) => {
			await phone.log.press({ circle: `play:${phone.handle}`, body });
			await sent(phone);
		};
		await signal(late, 'with-me');
		await sent(late);
		must(await maren.log.pull());
		expect(maren.log.state.out.find((o) => o.who === late.handle)?.what).toBe('with-me');
		const first = table(maren);
		if (first) await say(maren, { kind: 'shut', table: first.id });
		await say(maren, { kind: 'open' });
		must(await late.log.pull());
		expect(table(late)?.id).toBe(table(maren)?.id);
		await say(late, { kind: 'join', table: table(late)!.id, name: { mark: 'fern' } });
		must(await maren.log.pull());
		expect(table(maren)?.players).toMatchObject([{ handle: late.handle, is: 'here' }]);
	});

	it('pauses for everybody, goes on, and closes', async () => {
		const { maren, ifeoma, wren } = e;
		await maren.log.press({ circle: 'group', body: { kind: 'stop' } });
		await sent(maren);
		must(await wren.log.pull());
		expect(wren.log.state.run.stopped).not.toBeNull();
		must(await ifeoma.log.pull());
		await ifeoma.log.press({ circle: 'group', body: { kind: 'go-on', stop: ifeoma.log.state.run.stopped!.id } });
		await sent(ifeoma);
		// Somebody comes in meanwhile: there is a new key that this phone has not seen.
		await newMember(app(), maren.woman, must(await groups.open(maren.woman, e.group)).view, { name: 'Late' });
		must(await ifeoma.log.close());
		must(await wren.log.pull());
		expect(wren.log.state.run).toMatchObject({ stopped: null, closed: app().clock.now });
		expect(wren.store.state).toBe('closed');
		await signal(wren, 'out');
		await vi.waitFor(() => expect(wren.log.unsent).toBe(0), { timeout: 10_000 });
	});

	describe('afterwards', () => {
		it('has two voices that only facilitators hear, each written by herself', async () => {
			const views = {
				maren: must(await groups.open(e.maren.woman, e.group)).view,
				ifeoma: must(await groups.open(e.ifeoma.woman, e.group)).view,
				wren: must(await groups.open(e.wren.woman, e.group)).view
			};
			const { session } = e;
			const form = { how: 'Warm and slow.', next: 'Less in the plan.' };
			const mine = must(
				(await debriefs.save(e.maren.woman, views.maren, { session, form, base: null })) as { ok: true; voice: never }
			);
			must(
				(await debriefs.save(e.ifeoma.woman, views.ifeoma, {
					session,
					form: { how: 'I was tired.', next: '' },
					base: null
				})) as { ok: true }
			);
			const { voices } = must(await debriefs.read(e.ifeoma.woman, views.ifeoma, session));
			expect(voices[e.maren.handle]?.body).toMatchObject(form);
			expect(voices[e.ifeoma.handle]?.body.how).toBe('I was tired.');
			expect(must(await debriefs.read(e.wren.woman, views.wren, session)).voices).toEqual({});
			const again = { session, form: { how: 'Changed.', next: '' } };
			expect(await debriefs.save(e.maren.woman, views.maren, { ...again, base: null })).toMatchObject({
				reason: 'edited',
				theirs: { body: form }
			});
			expect((await debriefs.save(e.maren.woman, views.maren, { ...again, base: mine.voice })).ok).toBe(true);
		});
	});
});
