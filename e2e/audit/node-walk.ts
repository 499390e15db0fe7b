import { Outbox } from '#lib/platform/client/outbox.ts';
import { addDays } from '#lib/platform/day.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import * as drafts from '#lib/people/client/drafts.ts';
import * as agreements from '#lib/groups/client/agreements.ts';
import * as groups from '#lib/groups/client/groups.ts';
import * as invitations from '#lib/groups/client/invitations.ts';
import * as members from '#lib/groups/client/members.ts';
import { present, type GroupView } from '#lib/groups/client/view.ts';
import * as waiting from '#lib/groups/client/waiting.ts';
import * as calendar from '#lib/sessions/client/calendar.ts';
import * as debriefs from '#lib/sessions/client/debriefs.ts';
import { LiveLog } from '#lib/sessions/client/live.ts';
import { LiveStore } from '#lib/sessions/client/live-store.ts';
import * as sessions from '#lib/sessions/client/sessions.ts';
import * as venues from '#lib/venues/client/venues.ts';
import { noAccess } from '#lib/venues/venue.ts';
import type { Say } from '../journey/script.ts';
import { nodeClient, type NodeClient } from '../node-client.ts';

export interface NodeWalk {
	origin: string;
	/** Opens one group. */
	link: string;
	say: Say;
}

const HOUR = 3_600_000;

/** A second group made without a screen, by the same flows as the pages: what the browsers did not type is typed here. */
export async function nodeWalk({ origin, link, say }: NodeWalk): Promise<void> {
	const device = () => nodeClient({ origin: () => origin });
	const [keeper, guest] = [device(), device()];
	await signUp(keeper, 'node-keeper', say('node: passphrase', 'harbour violet ladder seven'), { link });
	const view = await found(keeper, link, say);
	await writesAgreement(keeper, view, say);
	const session = await meets(keeper, await open(keeper, view), say);
	await joins(keeper, guest, await open(keeper, view), say);
	await afterwards(keeper, await open(keeper, view), session, say);
	await keptForHerself(keeper, await open(keeper, view), session, say);
}

async function signUp(her: NodeClient, name: string, words: string, via: accounts.Via): Promise<void> {
	const made = must(await her.vault.createAccount({ words: `${words} and moss` }), 'keys');
	must(await accounts.register(her, made, { name, via }), 'account');
}

const open = async (her: NodeClient, { group }: GroupView) => must(await groups.open(her, group), 'open').view;

async function found(her: NodeClient, link: string, say: Say): Promise<GroupView> {
	const card = {
		coverName: say('node: cover name', 'Tuesday table'),
		listed: false,
		area: 'East side',
		when: '',
		forWhom: 'Anyone who is a woman, or lives as one.',
		offered: { childcare: '', travel: '', access: '' },
		expect: say('node: what to expect', 'Tea and a round of names'),
		access: say('node: getting in', 'No steps')
	};
	const settings = { country: 'GB', zone: 'Europe/London', language: 'en', venueOpens: '48h' } as const;
	const profile = { name: say('node: chosen name', 'Nadia'), pronouns: say('node: pronouns', 'she'), about: '' };
	const made = must(await groups.found(her, { link, card, settings, profile }), 'found').view;
	const about = { ...profile, about: say('node: about', 'Keeps bees') };
	return must(await members.putProfile(her, made, about), 'profile').view;
}

async function writesAgreement(her: NodeClient, view: GroupView, say: Say): Promise<void> {
	const draft = {
		topics: [{ title: say('node: draft heading', 'Phones'), text: say('node: draft text', 'In the pocket') }],
		reviewDay: addDays(view.today, 90)
	};
	must(await agreements.saveDraft(her, view, { draft, base: null }), 'draft');
	const topics = [{ title: say('node: heading', 'Scents'), text: say('node: text', 'At home') }];
	const text = { topics, reviewDay: draft.reviewDay, changed: '', kind: 'major' as const };
	must(await agreements.publish(her, view, text), 'publish');
}

async function meets(her: NodeClient, view: GroupView, say: Say): Promise<string> {
	const place = must(
		await venues.save(her, view, {
			outline: { name: say('node: place', 'The long table'), area: '', sideRoom: '', access: { ...noAccess, other: '' } },
			card: {
				address: say('node: address', '4 Rose Yard'),
				door: say('node: door', 'Green'),
				reception: say('node: reception', 'The sewing table'),
				steps: [say('node: step', 'Under the arch')],
				place: null
			},
			base: { outline: null, card: null }
		}),
		'place'
	).id;
	must(await venues.addLighting(her, view, { venue: place, day: view.today, by: view.me.handle, seen: say('node: seen', 'Lit') }), 'walk');
	const startsAt = her.now() + 2 * HOUR;
	const { id, revision } = must(
		await sessions.plan(her, view, {
			startsAt,
			endsAt: startsAt + HOUR,
			venue: place,
			facilitators: [view.me.handle],
			plan: {
				sideRoom: say('node: side room', 'Kitchen'),
				items: [{ id: newId(), kind: 'safety', title: say('node: part', 'Arriving'), prompt: say('node: prompt', 'How?'), minutes: 60 }],
				note: say('node: words to everyone', 'Bring something'),
				failed: ['facilitators'],
				lighting: null
			},
			notes: say('node: notes', 'Chairs'),
			reasons: [{ check: 'facilitators', reason: say('node: reason', 'Only one today') }]
		}),
		'plan'
	);
	must(await sessions.announce(her, view, { id, revision }), 'announce');
	return id;
}

async function joins(keeper: NodeClient, guest: NodeClient, view: GroupView, say: Say): Promise<void> {
	const { secret } = must(await invitations.start(keeper, view, { role: 'member' }), 'invite');
	const { offered } = must(await invitations.preview(guest, { fragment: secret.fragment }), 'read');
	await signUp(guest, 'node-guest', 'violet ladder seven harbour', { invitation: offered.id });
	const request = {
		name: say('node: her name', 'Olga'),
		pronouns: say('node: her pronouns', 'they'),
		talkAbout: say('node: to talk about', 'The stairs'),
		reach: say('node: reach', 'At the library')
	};
	must(await invitations.ask(guest, offered, request), 'ask');
	const here = await open(keeper, view);
	const [waits] = must(await waiting.list(keeper, here), 'who waits').waiting;
	if (!waits) throw new Error('nobody waits');
	const { talk } = must(await waiting.recordTalk(keeper, here, { waiting: waits, note: say('node: note', 'Near the door') }), 'talk');
	must(await waiting.admit(keeper, here, { ...waits, talk }), 'admit');
	must(await groups.open(guest, view.group), 'open');
}

/** The meeting itself: names and the plan go over the live log too. */
async function afterwards(her: NodeClient, view: GroupView, session: string, say: Say): Promise<void> {
	const store = new LiveStore(view.me.handle);
	store.facilitators = new Set([view.me.handle]);
	const outbox = new Outbox();
	outbox.use(her.api);
	const log = new LiveLog({ client: her, outbox, group: view.group, session, store, refresh: async () => true });
	must(await log.pull(), 'live');
	const people = present(view).map(({ handle, name }) => ({ handle, name }));
	const items = [{ title: say('node: live part', 'Tea'), prompt: say('node: live prompt', 'Or not'), minutes: 5 }];
	must(await log.start({ items, people, sideRoom: say('node: live side room', 'Hall'), note: say('node: live note', 'Late') }), 'start');
	must(await log.close(), 'close');
	const form = { how: say('node: how it was', 'Warm'), next: say('node: next time', 'Shorter') };
	must(await debriefs.save(her, view, { session, form, base: null }), 'debrief');
}

/** Half a thought, and what stands in her calendar. */
async function keptForHerself(her: NodeClient, view: GroupView, id: string, say: Say): Promise<void> {
	const write = await drafts.seal(her, 'half-way', { text: say('node: half a thought', 'I meant to') });
	must(await her.api.put(write.path, write.body), 'half a thought');
	const session = { id, startsAt: her.now(), endsAt: her.now() + HOUR, state: 'announced' };
	must(await calendar.file(her, { session, title: say('node: calendar', 'Swimming') }), 'calendar');
	must(await members.pause(her, await open(her, view), true), 'break');
}

function must<T extends { ok: boolean }>(outcome: T, what: string): Extract<T, { ok: true }> {
	if (outcome.ok) return outcome as Extract<T, { ok: true }>;
	throw new Error(`${what}: ${JSON.stringify(outcome)}`);
}

const newId = () => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
