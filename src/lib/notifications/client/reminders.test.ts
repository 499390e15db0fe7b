import { beforeAll, expect, it } from 'vitest';
import * as groups from '#lib/groups/client/groups.ts';
import * as members from '#lib/groups/client/members.ts';
import { runDue } from '#lib/platform/server/jobs.ts';
import type { Poke } from '#lib/platform/server/context.ts';
import * as answers from '#lib/sessions/client/answers.ts';
import * as sessions from '#lib/sessions/client/sessions.ts';
import type { Coming } from '#lib/sessions/session.ts';
import { workers } from '../../../server/app.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newMember } from '../../../server/testing-groups.ts';
import { DAY, HOUR, makeStage, type Someone, type Stage } from '../../../server/testing-sessions.ts';
import * as reminders from './reminders.ts';

const WORDS = 'Rowan: tomorrow 18:30';

eachDatabase('reminders and notices', (app) => {
	let stage: Stage;
	beforeAll(async () => {
		stage = await makeStage(app());
	});

	const told = async ({ woman }: Someone) => must(await reminders.notices(woman)).notices.map((notice) => notice.words);
	async function clear(...women: Someone[]): Promise<void> {
		for (const { woman } of women) {
			for (const { id } of must(await reminders.notices(woman)).notices) must(await reminders.seen(woman, id));
		}
	}
	const say = async (one: Someone, session: string, coming: Coming) => {
		const base = (await stage.read(one, session)).coming;
		return must(await reminders.answer(one.woman, one.view, { session, coming, base }));
	};
	/** Two hours from now, with a reminder an hour before it. */
	async function reminded(one: Someone, coming: Coming = 'yes'): Promise<string> {
		const { now } = app().clock;
		const id = await stage.announced({ startsAt: now + 2 * HOUR, endsAt: now + 4 * HOUR });
		await say(one, id, coming);
		must(await reminders.ask(one.woman, one.view, { session: id, runAt: now + HOUR, words: WORDS }));
		return id;
	}
	/** Lets time pass and does what is due, as the server does every few seconds. Her sign-in lasts through it. */
	async function later(ms = HOUR): Promise<void> {
		app().clock.now += ms;
		await runDue(app().ctx, workers);
		app().clock.now -= ms;
	}

	it('shows her own words at the time she chose, to her alone, and is gone once seen', async () => {
		const { wren, noor, maren } = stage;
		const pokes: Poke[] = [];
		const stop = app().ctx.onPoke((poke) => pokes.push(poke));
		const session = await reminded(wren);
		expect(must(await reminders.list(wren.woman)).reminders).toMatchObject([{ session, words: WORDS }]);
		expect(must(await reminders.list(noor.woman)).reminders).toEqual([]);
		await later(HOUR - 1);
		expect(await told(wren)).toEqual([]);
		pokes.length = 0;
		await later();
		expect(pokes).toEqual([{ group: wren.view.group, topic: 'notices', handles: [wren.handle] }]);
		stop();
		expect(await told(wren)).toEqual([WORDS]);
		for (const other of [noor, maren]) expect(await told(other)).toEqual([]);
		const [notice] = must(await reminders.notices(wren.woman)).notices;
		must(await reminders.seen(noor.woman, notice!.id));
		expect(await told(wren)).toEqual([WORDS]);
		await clear(wren);
		expect(await told(wren)).toEqual([]);
		await later(2 * HOUR);
		expect(await told(wren)).toEqual([]);
	});

	it('comes for “perhaps”, and not after “not this time”, also when the answer alone reached the server', async () => {
		const { wren, noor } = stage;
		await reminded(noor, 'perhaps');
		const session = await reminded(wren);
		await say(wren, session, 'no');
		expect(must(await reminders.list(wren.woman)).reminders).toEqual([]);
		const half = await reminded(wren);
		const base = (await stage.read(wren, half)).coming;
		must(await answers.give(wren.woman, wren.view, { session: half, coming: 'no', base }));
		await later();
		expect(await told(noor)).toEqual([WORDS]);
		expect(await told(wren)).toEqual([]);
		await clear(noor);
	});

	it('says a neutral line, not an hour that no longer holds, when the session was moved', async () => {
		const { wren, maren, input, read } = stage;
		const session = await reminded(wren);
		const base = await read(maren, session);
		const moved = input({ base, id: session, startsAt: base.startsAt + DAY, endsAt: base.endsAt + DAY });
		must(await sessions.plan(maren.woman, maren.view, moved));
		await later();
		expect(await told(wren)).toEqual(['sessions.told.moved']);
		await clear(wren, maren, stage.ifeoma);
	});

	it('says that it was called off to those who were coming, and to nobody else', async () => {
		const { wren, noor, maren, ifeoma, read } = stage;
		const session = await reminded(wren);
		await say(noor, session, 'no');
		const { revision } = await read(maren, session);
		must(await sessions.cancel(maren.woman, maren.view, { id: session, revision }));
		await later();
		expect(await told(wren)).toEqual(['sessions.told.cancelled']);
		expect(await told(noor)).toEqual([]);
		await clear(wren, maren, ifeoma);
	});

	it('tells the other facilitator at once when one cannot come, and members nothing', async () => {
		const { wren, maren, ifeoma, announced } = stage;
		const session = await announced();
		await say(wren, session, 'yes');
		must(await sessions.stepDown(ifeoma.woman, ifeoma.view, session));
		await later(0);
		expect(await told(maren)).toEqual(['sessions.told.stepped-down']);
		for (const other of [ifeoma, wren]) expect(await told(other)).toEqual([]);
		await clear(maren);
		must(await sessions.stepDown(maren.woman, maren.view, session));
		await later(0);
		for (const one of [maren, ifeoma]) expect(await told(one)).toEqual(['sessions.told.stepped-down']);
		await clear(maren, ifeoma);
	});

	it('refuses words and times that do not do, and what is not announced', async () => {
		const { wren, planned, announced } = stage;
		const session = await announced();
		const ask = (words: string, runAt = app().clock.now + HOUR, at = session) =>
			reminders.ask(wren.woman, wren.view, { session: at, runAt, words });
		expect(await ask('')).toMatchObject({ ok: false, reason: 'empty' });
		expect(await ask('x'.repeat(81))).toMatchObject({ ok: false, reason: 'long' });
		expect(await ask('a\u202Eb')).toMatchObject({ ok: false, reason: 'hidden' });
		expect(await ask('.', app().clock.now - 1)).toMatchObject({ ok: false, reason: 'too-late' });
		expect(await ask('.', app().clock.now + 11 * DAY)).toMatchObject({ ok: false, reason: 'too-late' });
		expect(await ask('.', undefined, (await planned()).id)).toMatchObject({ ok: false, reason: 'not-here' });
		must(await ask('one'));
		must(await ask('two'));
		expect(must(await reminders.list(wren.woman)).reminders.filter((r) => r.session === session)).toMatchObject([
			{ words: 'two' }
		]);
		must(await reminders.drop(wren.woman, wren.view, session));
	});

	it('says nothing to a woman on a break, nor to one who was removed', async () => {
		const { wren, maren } = stage;
		await reminded(wren);
		const away = must(await members.pause(wren.woman, wren.view, true)).view;
		await later();
		expect(await told(wren)).toEqual([]);
		wren.view = must(await members.pause(wren.woman, away, false)).view;
		const ex = await newMember(app(), maren.woman, maren.view, { name: 'Ex' });
		await reminded(ex);
		const view = must(await groups.open(maren.woman, maren.view.group)).view;
		must(await members.remove(maren.woman, view, { handle: ex.handle }));
		await later();
		expect(await told(ex)).toEqual([]);
		maren.view = must(await groups.open(maren.woman, maren.view.group)).view;
	});

	it('keeps nothing of her reminders once she has left and erased everything', async () => {
		const { maren } = stage;
		const gone = await newMember(app(), maren.woman, maren.view, { name: 'Gone' });
		await reminded(gone);
		must(await members.leave(gone.woman, gone.view, { erase: true }));
		const left = await app().ctx.db.selectFrom('reminder').selectAll().where('words', '=', WORDS).execute();
		const yes = await app().ctx.db.selectFrom('may_open').selectAll().where('handle', '=', gone.handle).execute();
		expect([left, yes]).toEqual([[], []]);
	});
});
