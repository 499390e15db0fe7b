import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Poke } from '#lib/platform/server/context.ts';
import { newId, newToken, sha256 } from '#lib/platform/server/context.ts';
import { runDue } from '#lib/platform/server/jobs.ts';
import { makeApi, type Api } from '#lib/platform/client/api.ts';
import { eachDatabase, ORIGIN, type TestApp } from '../../../server/testing.ts';
import { LONGEST_MS } from '../live.ts';
import { MOST_PLAYED } from './live-adding.ts';
import { workers } from './live.ts';
import type { LiveAnswer } from './live-wire.ts';

// What the server keeps to without knowing what is in an entry. The sealed journey is in client/live.test.ts.

const hash = () => randomBytes(32).toString('base64url');

interface Woman {
	handle: string;
	api: Api;
}
interface Stage {
	app: TestApp;
	group: string;
	session: string;
	ada: Woman;
	sam: Woman;
	wren: Woman;
	noor: Woman;
}

type State = 'member' | 'break' | 'left' | 'removed';

async function woman(
	app: TestApp,
	group: string,
	{ facilitator = false, state = 'member' }: { facilitator?: boolean; state?: State } = {}
): Promise<Woman> {
	const [account, handle, token] = [newId(), newId(), newToken()];
	const day = '2026-11-01';
	await app.ctx.write(async (trx) => {
		await trx
			.insertInto('account')
			.values({ id: account, name: account, name_fold: account, exit_to: null, created_day: day })
			.execute();
		const now = app.clock.now;
		await trx
			.insertInto('login_session')
			.values({
				token_hash: sha256(token),
				account_id: account,
				created_at: now,
				seen_at: now,
				proven_at: now,
				ends_at: now + LONGEST_MS * 3,
				borrowed: 0
			})
			.execute();
		await trx
			.insertInto('membership')
			.values({ group_id: group, handle, account_id: account, state, since_day: day })
			.execute();
		if (facilitator) {
			const role = { group_id: group, handle, role: 'facilitator', since_day: day, suspended_day: null };
			await trx.insertInto('membership_role').values(role).execute();
		}
		await trx
			.insertInto('circle')
			.values({ group_id: group, circle: `member:${handle}`, epoch: 1, due: 0 })
			.execute();
	});
	const send = (path: string, init: RequestInit) =>
		app.fetch(
			new Request(ORIGIN + path, {
				...init,
				headers: { ...(init.headers as Record<string, string>), cookie: `__Host-s=${token}` }
			})
		);
	return { handle, api: makeApi(send) };
}

async function makeGroup(app: TestApp): Promise<string> {
	const group = hash();
	await app.ctx.write(async (trx) => {
		await trx
			.insertInto('peer_group')
			.values({
				id: group,
				head: hash(),
				seq: 0,
				country: 'GB',
				zone: 'Europe/London',
				language: 'en',
				venue_opens: '48h',
				public_card: '{}',
				public_version: 1,
				created_day: '2026-11-01'
			})
			.execute();
		for (const circle of ['group', 'facilitators']) {
			await trx.insertInto('circle').values({ group_id: group, circle, epoch: 1, due: 0 }).execute();
		}
	});
	return group;
}

async function stage(app: TestApp): Promise<Stage> {
	const group = await makeGroup(app);
	const session = newId();
	const now = app.clock.now;
	await app.ctx.write(async (trx) => {
		await trx
			.insertInto('session')
			.values({
				id: session,
				group_id: group,
				venue_id: null,
				starts_at: now,
				ends_at: now + 5_400_000,
				state: 'announced',
				override_id: null,
				revision: 1,
				started_at: null,
				closed_at: null
			})
			.execute();
	});
	const f = { facilitator: true };
	const [ada, sam] = [await woman(app, group, f), await woman(app, group, f)];
	return { app, group, session, ada, sam, wren: await woman(app, group), noor: await woman(app, group) };
}

const entry = (circle: string, epoch = 1) => ({ circle, entry: newId(), epoch, envelope: 'A'.repeat(32) });
const at = (s: Stage, what = 'live') => `/groups/${s.group}/sessions/${s.session}/${what}`;
const say = (s: Stage, who: Woman, entries: unknown[], what = 'live') => who.api.post(at(s, what), { entries });
async function hear(s: Stage, who: Woman, after = '') {
	const heard = await who.api.get<LiveAnswer>(`${at(s)}?after=${after}`);
	if (!heard.ok) throw new Error(heard.reason);
	return heard.data;
}
const begin = (s: Stage) => say(s, s.ada, [entry('group'), entry('facilitators')], 'start');

eachDatabase('the live log', (app) => {
	it('begins once, whoever is second', async () => {
		const s = await stage(app());
		expect((await hear(s, s.wren)).state).toBe('announced');
		expect(await say(s, s.wren, [entry(`member:${s.wren.handle}`)])).toMatchObject({ reason: 'not-started' });
		const started = await Promise.all([begin(s), say(s, s.sam, [entry('group')], 'start')]);
		expect(started.map((a) => a.ok)).toEqual([true, true]);
		const { state, startedAt, endsBy, now, entries } = await hear(s, s.sam);
		expect({ state, startedAt, endsBy }).toEqual({ state: 'live', startedAt: now, endsBy: now + LONGEST_MS });
		expect(entries.map((e) => `${e.circle} ${e.seq}`)).toEqual(['facilitators 1', 'group 1', 'group 2']);
	});

	it('takes the same entry once, also when it comes twice at the same moment', async () => {
		const s = await stage(app());
		await begin(s);
		const one = entry('group');
		await Promise.all([say(s, s.ada, [one]), say(s, s.ada, [one]), say(s, s.ada, [one, one])]);
		await say(s, s.ada, [one]);
		const log = (await hear(s, s.ada)).entries.filter((e) => e.circle === 'group');
		expect(log.map((e) => e.seq)).toEqual([1, 2]);
	});

	it('numbers without gaps when many press at once', async () => {
		const s = await stage(app());
		await begin(s);
		const pressed = Array.from({ length: 12 }, (_, i) =>
			say(s, i % 2 ? s.ada : s.sam, [entry('group'), entry('facilitators')])
		);
		expect((await Promise.all(pressed)).every((a) => a.ok)).toBe(true);
		const { entries } = await hear(s, s.ada);
		for (const circle of ['group', 'facilitators']) {
			const numbers = entries.filter((e) => e.circle === circle).map((e) => e.seq);
			expect(numbers).toEqual(Array.from({ length: 13 }, (_, i) => i + 1));
		}
	});

	it('shows a woman the shared run-sheet and her own signals, and no gap where others signalled', async () => {
		const s = await stage(app());
		await begin(s);
		await say(s, s.noor, [entry(`member:${s.noor.handle}`)]);
		await say(s, s.wren, [entry(`member:${s.wren.handle}`)]);
		await say(s, s.ada, [entry('facilitators'), entry('group')]);
		const seen = (await hear(s, s.wren)).entries;
		expect(seen.map((e) => [e.circle, e.seq])).toEqual([
			['group', 1],
			['group', 2],
			[`member:${s.wren.handle}`, 1]
		]);
		expect((await hear(s, s.sam)).entries).toHaveLength(6);
	});

	it('hands out only what is new', async () => {
		const s = await stage(app());
		await begin(s);
		await say(s, s.wren, [entry(`member:${s.wren.handle}`)]);
		const after = `facilitators.1,member:${s.wren.handle}.0,group.1`;
		expect((await hear(s, s.ada, after)).entries.map((e) => e.circle)).toEqual([`member:${s.wren.handle}`]);
		expect(await s.ada.api.get(`${at(s)}?after=everything`)).toMatchObject({ status: 400 });
	});

	it('lets nobody write or read what is not hers', async () => {
		const s = await stage(app());
		await begin(s);
		const not = { ok: false, status: 404, reason: 'not-here' };
		for (const circle of ['group', 'facilitators', `member:${s.noor.handle}`]) {
			expect(await say(s, s.wren, [entry(circle)])).toMatchObject(not);
		}
		for (const what of ['start', 'close']) expect(await say(s, s.wren, [], what)).toMatchObject(not);
		const other = await makeGroup(s.app);
		const stranger = await woman(s.app, other, { facilitator: true });
		expect(await stranger.api.get(at(s))).toMatchObject(not);
		expect(await stranger.api.get(`/groups/${other}/sessions/${s.session}/live`)).toMatchObject(not);
		const path = `/groups/${other}/sessions/${s.session}`;
		for (const what of ['live', 'start', 'close']) {
			expect(await stranger.api.post(`${path}/${what}`, { entries: [entry('group')] })).toMatchObject(not);
		}
		for (const state of ['left', 'removed'] as const) {
			const gone = await woman(s.app, s.group, { facilitator: true, state });
			expect(await gone.api.get(at(s))).toMatchObject(not);
			expect(await say(s, gone, [entry('group')])).toMatchObject(not);
		}
		expect(await s.app.visitor().get(at(s))).toMatchObject({ status: 401, reason: 'sign-in' });
	});

	it('says nothing to members of what is only planned', async () => {
		const s = await stage(app());
		await s.app.ctx.write((trx) =>
			trx.updateTable('session').set({ state: 'planned' }).where('id', '=', s.session).execute()
		);
		const not = { ok: false, status: 404, reason: 'not-here' };
		expect(await s.wren.api.get(at(s))).toMatchObject(not);
		expect(await say(s, s.wren, [entry(`member:${s.wren.handle}`)])).toMatchObject(not);
		expect(await begin(s)).toMatchObject({ status: 409, reason: 'not-announced' });
		expect((await hear(s, s.ada)).state).toBe('planned');
	});

	it('asks for the newest epoch, and takes all of a batch or nothing', async () => {
		const s = await stage(app());
		await begin(s);
		const where = { group_id: s.group, circle: 'group' };
		await s.app.ctx.write(async (trx) => {
			await trx
				.updateTable('circle')
				.set({ epoch: 2 })
				.where('group_id', '=', where.group_id)
				.where('circle', '=', 'group')
				.execute();
		});
		expect(await say(s, s.ada, [entry('facilitators'), entry('group')])).toMatchObject({
			status: 409,
			reason: 'epoch'
		});
		expect((await hear(s, s.ada)).entries).toHaveLength(2);
		expect((await say(s, s.ada, [entry('facilitators'), entry('group', 2)])).ok).toBe(true);
	});

	it('tells only those who can read a circle that it grew', async () => {
		const s = await stage(app());
		const told: Poke[] = [];
		const stop = s.app.ctx.onPoke((poke) => told.push(poke));
		await begin(s);
		told.length = 0;
		await say(s, s.wren, [entry(`member:${s.wren.handle}`)]);
		expect(told).toEqual([
			{ group: s.group, topic: `live:${s.session}`, facilitatorsOnly: true },
			{ group: s.group, topic: `live:${s.session}`, handles: [s.wren.handle] }
		]);
		told.length = 0;
		await say(s, s.ada, [entry('facilitators')]);
		expect(told).toEqual([{ group: s.group, topic: `live:${s.session}`, facilitatorsOnly: true }]);
		stop();
	});

	it('writes down the start and the close, and no signal', async () => {
		const s = await stage(app());
		await begin(s);
		await say(s, s.wren, [entry(`member:${s.wren.handle}`)]);
		await say(s, s.ada, [entry('group')]);
		await say(s, s.sam, [entry('group')], 'close');
		const happened = await s.app.ctx.db
			.selectFrom('event')
			.select(['verb', 'actor'])
			.where('group_id', '=', s.group)
			.orderBy('seq')
			.execute();
		expect(happened).toEqual([
			{ verb: 'session.start', actor: s.ada.handle },
			{ verb: 'session.close', actor: s.sam.handle }
		]);
	});

	it('is over once closed, and closing twice is no mistake', async () => {
		const s = await stage(app());
		expect(await say(s, s.ada, [], 'close')).toMatchObject({ reason: 'not-started' });
		await begin(s);
		expect((await say(s, s.sam, [entry('group')], 'close')).ok).toBe(true);
		expect((await say(s, s.ada, [entry('group')], 'close')).ok).toBe(true);
		expect(await say(s, s.ada, [entry('group')])).toMatchObject({ status: 409, reason: 'ended' });
		expect(await say(s, s.ada, [], 'start')).toMatchObject({ status: 409, reason: 'ended' });
		expect((await hear(s, s.wren)).state).toBe('closed');
	});

	it('ends by itself after four hours, and a day later the signals are gone', async () => {
		const s = await stage(app());
		await begin(s);
		await say(s, s.wren, [entry(`member:${s.wren.handle}`)]);
		const seen = () =>
			s.app.ctx.write((trx) => trx.updateTable('login_session').set({ seen_at: s.app.clock.now }).execute());
		s.app.clock.now += LONGEST_MS;
		await seen();
		expect(await say(s, s.wren, [entry(`member:${s.wren.handle}`)])).toMatchObject({ reason: 'ended' });
		expect((await hear(s, s.ada)).state).toBe('closed');
		await runDue(s.app.ctx, workers);
		const row = await s.app.ctx.db
			.selectFrom('session')
			.select(['state', 'closed_at'])
			.where('id', '=', s.session)
			.executeTakeFirstOrThrow();
		expect(row).toEqual({ state: 'closed', closed_at: s.app.clock.now });
		s.app.clock.now += 25 * 3_600_000;
		await runDue(s.app.ctx, workers);
		const left = await s.app.ctx.db
			.selectFrom('live_entry')
			.select('circle')
			.where('session_id', '=', s.session)
			.execute();
		expect(left.map((e) => e.circle).sort()).toEqual(['facilitators', 'group']);
	});
});

eachDatabase('what is played together', (app) => {
	const play = (who: Woman, epoch = 1) => entry(`play:${who.handle}`, epoch);
	const not = { ok: false, status: 404, reason: 'not-here' };

	it('is numbered through, whoever’s it is, and read by everybody in the group', async () => {
		const s = await stage(app());
		expect(await say(s, s.wren, [play(s.wren)])).toMatchObject({ status: 409, reason: 'not-started' });
		await begin(s);
		const pressed = Array.from({ length: 12 }, (_, i) => {
			const who = [s.wren, s.noor, s.ada][i % 3]!;
			return say(s, who, [play(who)]);
		});
		expect((await Promise.all(pressed)).every((a) => a.ok)).toBe(true);
		const played = (await hear(s, s.noor)).entries.filter((e) => e.circle.startsWith('play:'));
		expect(played.map((e) => e.seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
		const later = (await hear(s, s.noor, 'group.1,play.10')).entries;
		expect(later.map((e) => e.seq).sort((a, b) => a - b)).toEqual([11, 12]);
	});

	it('is written by nobody for another, a facilitator neither, and not read or written from outside', async () => {
		const s = await stage(app());
		for (const what of ['start', 'live', 'close']) {
			expect(await say(s, s.ada, [play(s.wren)], what)).toMatchObject(not);
			if (what === 'start') await begin(s);
		}
		expect(await say(s, s.wren, [play(s.noor)])).toMatchObject(not);
		expect(await say(s, s.wren, [play(s.wren), entry('group')])).toMatchObject(not);
		expect(await say(s, s.ada, [play(s.noor)])).toMatchObject(not);
		const other = await makeGroup(s.app);
		const stranger = await woman(s.app, other);
		const gone = await Promise.all((['left', 'removed'] as const).map((state) => woman(s.app, s.group, { state })));
		for (const who of [stranger, ...gone]) {
			expect(await say(s, who, [play(who)])).toMatchObject(not);
			expect(await who.api.get(`${at(s)}?after=play.0`)).toMatchObject(not);
		}
		const there = `/groups/${other}/sessions/${s.session}/live`;
		expect(await stranger.api.post(there, { entries: [play(stranger)] })).toMatchObject(not);
		expect((await hear(s, s.wren)).entries.some((e) => e.circle.startsWith('play:'))).toBe(false);
	});

	it('lies under the group’s key, and is bounded in size and number for each', async () => {
		const s = await stage(app());
		await begin(s);
		expect(await say(s, s.wren, [play(s.wren, 2)])).toMatchObject({ status: 409, reason: 'epoch' });
		const long = { ...play(s.wren), envelope: 'A'.repeat(6_004) };
		expect(await say(s, s.wren, [long])).toMatchObject({ status: 409, reason: 'full' });
		for (let i = 0; i < MOST_PLAYED; i += 100) {
			const many = Array.from({ length: 100 }, () => play(s.wren));
			expect((await say(s, s.wren, many)).ok).toBe(true);
		}
		expect(await say(s, s.wren, [play(s.wren)])).toMatchObject({ status: 409, reason: 'full' });
		expect((await say(s, s.wren, [entry(`member:${s.wren.handle}`)])).ok).toBe(true);
		expect((await say(s, s.noor, [play(s.noor)])).ok).toBe(true);
	});

	it('is told to the group by itself, is in no event, ends with the meeting and goes a day after', async () => {
		const s = await stage(app());
		await begin(s);
		const told: Poke[] = [];
		const stop = s.app.ctx.onPoke((poke) => told.push(poke));
		await say(s, s.wren, [play(s.wren)]);
		stop();
		expect(told).toEqual([{ group: s.group, topic: `play:${s.session}` }]);
		await say(s, s.ada, [entry('group')], 'close');
		expect(await say(s, s.wren, [play(s.wren)])).toMatchObject({ status: 409, reason: 'ended' });
		const kept = () =>
			s.app.ctx.db.selectFrom('live_entry').select('circle').where('session_id', '=', s.session).execute();
		expect((await kept()).map((e) => e.circle)).toContain(`play:${s.wren.handle}`);
		const events = await s.app.ctx.db.selectFrom('event').select('verb').where('group_id', '=', s.group).execute();
		expect(events.map((e) => e.verb)).toEqual(['session.start', 'session.close']);
		s.app.clock.now += 25 * 3_600_000;
		await runDue(s.app.ctx, workers);
		expect((await kept()).map((e) => e.circle).sort()).toEqual(['facilitators', 'group', 'group']);
	});
});
