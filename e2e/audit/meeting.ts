import { present, type GroupView } from '#lib/groups/client/view.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { Outbox } from '#lib/platform/client/outbox.ts';
import * as answers from '#lib/sessions/client/answers.ts';
import * as debriefs from '#lib/sessions/client/debriefs.ts';
import { LiveLog } from '#lib/sessions/client/live.ts';
import { LiveStore } from '#lib/sessions/client/live-store.ts';
import * as sessions from '#lib/sessions/client/sessions.ts';
import type { Cage } from './cage.ts';

export function must<T extends { ok: boolean }>(outcome: T, what: string): Extract<T, { ok: true }> {
	if (outcome.ok) return outcome as Extract<T, { ok: true }>;
	throw new Error(`${what}: ${JSON.stringify(outcome)}`);
}

export interface Planned {
	id: string;
	revision: number;
	items: { title: string; prompt: string; minutes: number }[];
	sideRoom: string;
}

/** A meeting that is announced, answered, begun, closed, and written about: with canaries in all that is said there. */
export async function hold(client: Client, view: GroupView, planned: Planned, cage: Cage): Promise<void> {
	const { id: session, revision, items, sideRoom } = planned;
	must(await sessions.announce(client, view, { id: session, revision }), 'announce');
	must(await answers.give(client, view, { session, coming: 'yes', base: null }), 'answer');
	const store = new LiveStore(view.me.handle);
	store.facilitators = new Set(view.members.filter((m) => m.facilitator).map((m) => m.handle));
	const outbox = new Outbox();
	outbox.use(client.api);
	const log = new LiveLog({ client, outbox, group: view.group, session, store, refresh: async () => true });
	must(await log.pull(), 'live log');
	const people = present(view).map(({ handle, name }) => ({ handle, name }));
	must(await log.start({ items, people, sideRoom, note: cage.in('live: note') }), 'begin');
	const who = people.find(({ handle }) => handle !== view.me.handle)?.handle ?? view.me.handle;
	await log.press(
		{ circle: 'facilitators', body: { kind: 'here', who, on: true } },
		{
			circle: `member:${who}`,
			body: { kind: 'going', about: Buffer.alloc(16, 7).toString('base64url'), name: cage.in('live: who is with her') }
		},
		{
			circle: `play:${view.me.handle}`,
			body: { kind: 'join', table: Buffer.alloc(16, 7).toString('base64url'), name: cage.in('live: name in a game') }
		}
	);
	while (log.unsent > 0) await new Promise((done) => setTimeout(done, 20));
	must(await log.close(), 'close');
	const form = { how: cage.in('debrief: how'), next: cage.in('debrief: next') };
	must(await debriefs.save(client, view, { session, form, base: null }), 'debrief');
}
