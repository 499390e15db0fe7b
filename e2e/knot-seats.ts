import { answerScreen, type Answers } from '#lib/activities/screen/ask-engine.ts';
import type { Level } from '#lib/activities/screen/knot-state.ts';
import type { PlayBody } from '#lib/activities/screen/play-entry.ts';
import { foldPlayed } from '#lib/activities/screen/together.ts';
import * as groups from '#lib/groups/client/groups.ts';
import { present, type GroupView } from '#lib/groups/client/view.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { Outbox } from '#lib/platform/client/outbox.ts';
import { LiveLog } from '#lib/sessions/client/live.ts';
import { LiveStore } from '#lib/sessions/client/live-store.ts';
import * as sessions from '#lib/sessions/client/sessions.ts';
import { must } from './audit/meeting.ts';
import { nodeClient } from './node-client.ts';
import type { Served } from './serve.ts';

// Women at the table whose phones have no screen: the same flows and the same sealing, over real HTTP.

interface Listed {
	name: string;
	chosen: string;
	words: string;
	role: string;
}
export interface Seated {
	name: string;
	say: (body: PlayBody) => Promise<void>;
	client: Client;
	view: GroupView;
	log: LiveLog;
	store: LiveStore;
}

async function sit(served: Served, { name, chosen, words }: Listed, begin: boolean): Promise<Seated> {
	const client = nodeClient({ origin: () => served.origin });
	must(await accounts.signIn(client, { name, kind: 'passphrase', secret: words }), 'sign in');
	const [mine] = (await client.api.get<{ groups: { group: string }[] }>('/me').then((me) => must(me, 'me'))).data
		.groups;
	const { view } = must(await groups.open(client, mine?.group ?? ''), 'group');
	const all = must(await sessions.list(client, view), 'sessions').sessions;
	const session = all.find(({ state }) => state === 'announced' || state === 'live')?.id ?? '';
	const store = new LiveStore(view.me.handle);
	store.led(view.members.filter((m) => m.facilitator).map((m) => m.handle));
	const outbox = new Outbox();
	outbox.use(client.api);
	const log = new LiveLog({ client, outbox, group: view.group, session, store, refresh: async () => true });
	must(await log.pull(), 'live log');
	if (begin) {
		const people = present(view).map((one) => ({ handle: one.handle, name: one.name }));
		const items = ['Opening round', 'Lanterns'].map((title) => ({ title, prompt: '', minutes: 15 }));
		must(await log.start({ items, people, sideRoom: '', note: '' }), 'begin');
	}
	const say = async (body: PlayBody) => {
		await log.press({ circle: `play:${view.me.handle}`, body });
		while (log.unsent > 0) await new Promise((done) => setTimeout(done, 10));
		must(await log.pull(), 'live log');
	};
	return { name: chosen, say, client, view, log, store };
}

/** The evening has begun, so many of the example group have joined, and a knot is dealt. */
export async function seatThem(served: Served, count: number, level: Level): Promise<Seated[]> {
	const answer = await fetch(`${served.origin}/api/practice`);
	const { people } = (await answer.json()) as { people: Listed[] };
	const some = people.filter(({ role }) => role !== 'waiting').slice(0, count);
	const seated: Seated[] = [];
	for (const one of some) seated.push(await sit(served, one, seated.length === 0));
	const [lead] = seated;
	if (!lead) throw new Error('nobody');
	await lead.say({ kind: 'open' });
	const table = foldPlayed(lead.log.played, lead.store.facilitators)?.id ?? '';
	for (const { name, say } of seated) await say({ kind: 'join', table, name });
	must(await lead.log.pull(), 'live log');
	const dealt = answerScreen({ ask: 'deal', players: count, level, seed: 7 }) as NonNullable<Answers['deal']>;
	const seats = seated.map(({ store }) => store.handle);
	const tangle = dealt.tangle as never;
	await lead.say({ kind: 'deal', table, after: null, level: dealt.level, thread: false, seats, tangle });
	return seated;
}
