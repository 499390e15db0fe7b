import * as notes from '#lib/activities/client/notes.ts';
import { newId } from '#lib/crypto/encoding.ts';
import * as agreements from '#lib/groups/client/agreements.ts';
import * as groups from '#lib/groups/client/groups.ts';
import * as invitations from '#lib/groups/client/invitations.ts';
import type { GroupView } from '#lib/groups/client/view.ts';
import * as waiting from '#lib/groups/client/waiting.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import * as drafts from '#lib/people/client/drafts.ts';
import { addDays } from '#lib/platform/day.ts';
import * as sessions from '#lib/sessions/client/sessions.ts';
import * as venues from '#lib/venues/client/venues.ts';
import { nodeClient, type NodeClient } from '../node-client.ts';
import { serve, type Served } from '../serve.ts';
import { Cage } from './cage.ts';
import { everythingKept, plant } from './keeps.ts';
import { hold, must } from './meeting.ts';
import { search, type Hit } from './search.ts';

export interface CanaryReport {
	canaries: number;
	/** Which field each went into. */
	fields: string[];
	hits: Hit[];
	/** Planted leaks that were found, of three. */
	caught: number;
}

async function openLink({ origin, firstRun }: Served): Promise<string> {
	const headers = { authorization: `Bearer ${firstRun}`, 'content-type': 'application/json' };
	const response = await fetch(`${origin}/api/open-links`, { method: 'POST', headers, body: '{}' });
	return ((await response.json()) as { token: string }).token;
}

async function found(client: NodeClient, served: Served, cage: Cage): Promise<GroupView> {
	const link = await openLink(served);
	must(
		await accounts.signUp(client, { name: 'maren', words: `own words ${cage.in('words')}`, via: { link } }),
		'sign up'
	);
	const card = {
		...{
			coverName: cage.in('cover name, not listed'),
			listed: false,
			area: 'East side',
			when: 'Tuesdays',
			languages: 'English',
			forWhom: 'Anyone.'
		},
		...{
			offered: { childcare: '', travel: '', access: '' },
			expect: cage.in('what to expect'),
			access: cage.in('access')
		}
	};
	const settings = { country: 'GB', zone: 'Europe/London', language: 'en', venueOpens: '48h' } as const;
	const profile = { name: cage.in('her name'), pronouns: cage.in('pronouns'), about: cage.in('about') };
	const { view } = must(await groups.found(client, { link, card, settings, profile }), 'found');
	const topics = Array.from({ length: 8 }, () => ({ title: cage.in('topic'), text: cage.in('topic text') }));
	const reviewDay = addDays(view.today, 90);
	const input = { topics, reviewDay, changed: cage.in('what changed'), kind: 'major' as const };
	return must(await agreements.publish(client, view, input), 'publish').view;
}

/** Another woman is invited, asks, is talked to and comes in. */
async function join(facilitator: NodeClient, view: GroupView, hers: NodeClient, cage: Cage): Promise<GroupView> {
	const { secret, view: after } = must(await invitations.start(facilitator, view, { role: 'member' }), 'invite');
	const { offered } = must(await invitations.preview(hers, { fragment: secret.fragment }), 'preview');
	const via = { invitation: offered.id };
	must(await accounts.signUp(hers, { name: 'wren', words: `her words ${cage.in('words')}`, via }), 'sign up');
	const form = {
		name: cage.in('her name'),
		pronouns: cage.in('pronouns'),
		talkAbout: cage.in('to talk about'),
		reach: cage.in('reach')
	};
	must(await invitations.ask(hers, offered, form), 'ask');
	const [one] = must(await waiting.list(facilitator, after), 'waiting').waiting;
	if (!one) throw new Error('nobody waits');
	const { talk } = must(
		await waiting.recordTalk(facilitator, after, { waiting: one, note: cage.in('talk note') }),
		'talk'
	);
	return must(await waiting.admit(facilitator, after, { ...one, talk }), 'admit').view;
}

const unknown = {
	stepFree: 'unknown',
	toilet: 'unknown',
	scent: 'unknown',
	cameras: 'unknown',
	prayer: 'unknown'
} as const;

async function meet(client: NodeClient, view: GroupView, cage: Cage): Promise<void> {
	const outline = {
		...{ name: cage.in('place'), area: cage.in('place area'), sideRoom: cage.in('side room') },
		access: { ...unknown, other: cage.in('access facts') }
	};
	const card = {
		...{ address: cage.in('address'), door: cage.in('door'), reception: cage.in('reception') },
		...{ steps: Array.from({ length: 4 }, () => cage.in('step')), place: null }
	};
	const base = { outline: null, card: null };
	const { id: venue } = must(await venues.save(client, view, { id: newId(), outline, card, base }), 'venue');
	const items = Array.from({ length: 8 }, (_, i) => ({
		...{ id: Buffer.alloc(16, i + 1).toString('base64url'), kind: 'other' as const, minutes: 10 },
		...{ title: cage.in('item'), prompt: cage.in('prompt') }
	}));
	const startsAt = Date.now() + 3 * 86_400_000;
	const plan = { sideRoom: outline.sideRoom, items, note: cage.in('note to all'), failed: [], lighting: null };
	const input = {
		id: newId(),
		startsAt,
		endsAt: startsAt + 5_400_000,
		venue,
		facilitators: [view.me.handle],
		plan,
		notes: cage.in('notes'),
		reasons: [{ check: 'facilitators' as const, reason: cage.in('reason for one facilitator') }]
	};
	const made = must(await sessions.plan(client, view, input), 'plan');
	await hold(client, view, { ...made, items, sideRoom: outline.sideRoom }, cage);
	const note = { activity: 'knot' as const, text: cage.in('activity note'), base: null };
	must(await notes.save(client, view, note), 'activity note');
	const word = { ...note, text: cage.in('word to those who facilitate'), to: 'facilitators' as const };
	must(await notes.save(client, view, word), 'activity word');
}

/** Random strings into sealed fields, then a search of everything that the server keeps, prints or sends. */
export async function runCanaries(most: number): Promise<CanaryReport> {
	const served = await serve();
	const wire: { where: string; bytes: Buffer }[] = [];
	const onExchange = ({
		method,
		path,
		sent,
		received
	}: {
		method: string;
		path: string;
		sent: string;
		received: string;
	}) => void wire.push({ where: `${method} ${path}`, bytes: Buffer.from(`${path}\n${sent}\n${received}`) });
	const device = () => nodeClient({ origin: () => served.origin, onExchange });
	const cage = new Cage();
	const maren = device();
	const view = await join(maren, await found(maren, served, cage), device(), cage);
	await meet(maren, view, cage);
	for (let n = 0; cage.all.length < most; n += 1) {
		const write = await drafts.seal(maren, `note-${n % 20}`, { text: cage.in('draft') });
		must(await maren.api.put(write.path, write.body), 'draft');
	}
	const kept = [...everythingKept(served), ...wire];
	const hits = kept.flatMap(({ where, bytes }) => search(where, bytes, cage.all));
	await served.stop();
	return { canaries: cage.all.length, fields: cage.fields, hits, caught: plant(cage.all[0] ?? '') };
}
