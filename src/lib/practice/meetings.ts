import { newId } from '#lib/crypto/encoding.ts';
import type { Handle } from '#lib/crypto/sealed.ts';
import { present } from '#lib/groups/client/view.ts';
import { Outbox } from '#lib/platform/client/outbox.ts';
import { dayIn, addDays } from '#lib/platform/day.ts';
import * as answers from '#lib/sessions/client/answers.ts';
import * as debriefs from '#lib/sessions/client/debriefs.ts';
import { LiveLog } from '#lib/sessions/client/live.ts';
import type { Said } from '#lib/sessions/client/live-said.ts';
import { LiveStore } from '#lib/sessions/client/live-store.ts';
import * as sessions from '#lib/sessions/client/sessions.ts';
import { instants } from '#lib/sessions/zoned.ts';
import * as example from './example.ts';
import { must, type Woman } from './woman.ts';

const MINUTE = 60_000;
const LENGTH = 90 * MINUTE;

export interface Stage {
	women: ReadonlyMap<string, Woman>;
	group: string;
	venue: string;
	lighting: string | null;
	/** Sets the clock of the example group, and signs everybody in again. */
	at: (ms: number) => Promise<void>;
}

export function by(stage: Pick<Stage, 'women'>, chosen: string): Woman {
	const woman = stage.women.get(chosen);
	if (!woman) throw new Error(`nobody is called ${chosen}`);
	return woman;
}

/** Half past six, `days` after the day it is at `now`. */
export function evening(now: number, days: number): number {
	const { zone } = example.settings;
	const [at] = instants(addDays(dayIn(zone, now), days), '18:30', zone);
	if (at === undefined) throw new Error('no such evening');
	return at;
}

/** Plans and announces a meeting, as Maren does it, and gathers what the others say to it. */
export async function plan(
	stage: Stage,
	meeting: example.ExampleMeeting,
	startsAt: number,
	coming: Readonly<Record<string, 'yes' | 'perhaps' | 'no'>>
): Promise<string> {
	const maren = by(stage, 'Maren');
	const view = await maren.view();
	const facilitators = view.members.filter((m) => m.facilitator).map((m) => m.handle);
	const items = meeting.items.map((item) => ({ ...item, id: newId() }));
	const { note, notes } = meeting;
	const planned = await sessions.plan(maren.client, view, {
		id: newId(),
		startsAt,
		endsAt: startsAt + LENGTH,
		venue: stage.venue,
		facilitators,
		plan: { sideRoom: example.venue.outline.sideRoom, items, note, failed: [], lighting: stage.lighting },
		notes,
		reasons: []
	});
	const { id, revision } = must(planned, 'plan');
	must(await sessions.announce(maren.client, view, { id, revision }), 'announce');
	for (const [chosen, answer] of Object.entries(coming)) {
		const woman = by(stage, chosen);
		const input = { session: id, coming: answer, base: null };
		must(await answers.give(woman.client, await woman.view(), input), `answer of ${chosen}`);
	}
	return id;
}

/** The evening itself, on the two facilitators' phones and on those of whoever signals, and their debriefs after it. */
export async function hold(
	stage: Stage,
	id: string,
	meeting: (typeof example.past)[number],
	startsAt: number
): Promise<void> {
	await stage.at(startsAt);
	const [maren, ifeoma] = [by(stage, 'Maren'), by(stage, 'Ifeoma')];
	const view = await maren.view();
	const [first, second] = [await phone(stage, maren, id), await phone(stage, ifeoma, id)];
	const people = present(view).map(({ handle, name }) => ({ handle, name }));
	const items = meeting.items.map(({ title, prompt, minutes }) => ({ title, prompt, minutes }));
	const { sideRoom } = example.venue.outline;
	must(await first.start({ items, people, sideRoom, note: meeting.notes }), 'start');
	const handleOf = (chosen: string): Handle => people.find((p) => p.name === chosen)?.handle ?? '';
	await say(
		first,
		...meeting.came.map((who): Said => ({
			circle: 'facilitators',
			body: { kind: 'here', who: handleOf(who), on: true }
		}))
	);
	let at = startsAt;
	for (const [from, { minutes }] of meeting.items.entries()) {
		at += minutes * MINUTE;
		await stage.at(at);
		if (meeting.weeks === 2 && from === 1) await stepOut(stage, id, handleOf('Wren'));
		const turn = from % 2 ? second : first;
		await turn.pull();
		await say(turn, { circle: 'group', body: { kind: 'next', from } });
	}
	must(await first.close(), 'close');
	for (const [woman, voice] of [
		[maren, meeting.maren],
		[ifeoma, meeting.ifeoma]
	] as const) {
		const input = { session: id, form: { ...voice }, base: null };
		must(await debriefs.save(woman.client, await woman.view(), input), 'debrief');
	}
}

/** Wren goes out for a little while, and comes back. */
async function stepOut(stage: Stage, id: string, handle: Handle): Promise<void> {
	const log = await phone(stage, by(stage, 'Wren'), id);
	const signal = (what: 'out' | 'back'): Said => ({ circle: `member:${handle}`, body: { kind: 'signal', what } });
	await say(log, signal('out'));
	await say(log, signal('back'));
}

async function phone(stage: Stage, woman: Woman, session: string): Promise<LiveLog> {
	const view = await woman.view();
	const store = new LiveStore(view.me.handle);
	store.facilitators = new Set(view.members.filter((m) => m.facilitator).map((m) => m.handle));
	const outbox = new Outbox();
	outbox.use(woman.client.api);
	const refresh = async () => woman.view().then(() => true);
	const log = new LiveLog({ client: woman.client, outbox, group: stage.group, session, store, refresh });
	must(await log.pull(), 'live log');
	return log;
}

/** Presses, and waits until the server has it. */
async function say(log: LiveLog, ...said: Said[]): Promise<void> {
	await log.press(...said);
	while (log.unsent > 0) await new Promise((done) => setImmediate(done));
}
