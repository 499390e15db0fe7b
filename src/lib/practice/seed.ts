import { newId } from '#lib/crypto/encoding.ts';
import * as agreements from '#lib/groups/client/agreements.ts';
import * as groups from '#lib/groups/client/groups.ts';
import * as invitations from '#lib/groups/client/invitations.ts';
import * as waiting from '#lib/groups/client/waiting.ts';
import type { Scrypt } from '#lib/crypto/stretch.ts';
import { scryptNative } from '#lib/crypto/stretch-native.ts';
import * as openLinks from '#lib/groups/server/open-links.ts';
import { addDays, dayIn } from '#lib/platform/day.ts';
import * as venues from '#lib/venues/client/venues.ts';
import type { Clock, Running } from '../../server/install.ts';
import * as example from './example.ts';
import { by, evening, hold, plan, type Stage } from './meetings.ts';
import type { Step } from './practice.ts';
import { keepPeople } from './server/practice.ts';
import { must, Woman } from './woman.ts';

const DAY = 86_400_000;

export interface Seeding {
	/** Told what is being made. */
	say?: (step: Step) => void;
	/** How words are stretched; a test may do with less. */
	scrypt?: Scrypt;
}

/**
 * Makes the example group in the middle of its life, from the first link to an invitation that waits, by the same flows
 * and the same sealing as every page. Its past is made with the practice install's clock set back.
 */
export async function seed(
	running: Running,
	clock: Clock,
	{ say = () => undefined, scrypt = scryptNative }: Seeding = {}
): Promise<void> {
	const { ctx } = running.install;
	const real = () => ctx.now() - clock.ahead;
	const now = real();
	say('people');
	const women = await makeAll(running, scrypt);
	const at = async (ms: number) => {
		clock.ahead = ms - real();
		for (const woman of women.values()) await woman.wake();
	};
	const stage: Stage = { women, group: '', venue: '', lighting: null, at };
	const next = evening(now, 1);
	const before = (days: number) => at(next - days * DAY);

	await before(62);
	say('group');
	stage.group = await found(running, stage, weekdayOf(next));
	await join(stage, by(stage, 'Ifeoma'), 'facilitator');
	say('agreement');
	await publish(stage, { topics: example.agreementOne, changed: '', kind: 'major' }, next - 62 * DAY);
	say('invitations');
	await before(40);
	await joinAll(stage, ['Wren', 'Noor', 'Dilys', 'Bee', 'Hanna']);
	say('place');
	await before(26);
	await place(stage);
	say('meetings');
	for (const meeting of example.past) {
		const startsAt = evening(now, 1 - 7 * meeting.weeks);
		await at(startsAt - 3 * DAY);
		await joinAll(stage, JOINED_BEFORE[meeting.weeks] ?? []);
		if (meeting.weeks === 1) await secondVersion(stage, startsAt - 3 * DAY);
		const yes = Object.fromEntries(meeting.came.map((chosen) => [chosen, 'yes' as const]));
		await hold(stage, await plan(stage, meeting, startsAt, yes), meeting, startsAt);
	}
	say('tomorrow');
	await before(3);
	stage.lighting = await walk(stage, next - 3 * DAY, example.venue.seen.again);
	await plan(stage, example.next, next, example.coming);
	say('waiting');
	must(await invite(by(stage, 'Ifeoma'), 'member'), 'an invitation that waits');
	await at(Math.min(next - DAY, now) - DAY / 2);
	await ask(stage, by(stage, 'Saoirse'), must(await invite(by(stage, 'Maren'), 'member'), 'invite').secret.fragment);

	clock.ahead = 0;
	const list = example.people.map(({ name, chosen, pronouns, about, role }) => {
		return { name, chosen, pronouns, about, role, words: by(stage, chosen).words };
	});
	await keepPeople(ctx, list);
}

/** Two at a time: stretching words takes a core and 128 MB each. */
async function makeAll(running: Running, scrypt: Scrypt): Promise<Map<string, Woman>> {
	const made = new Map<string, Woman>();
	const left = [...example.people];
	const work = async () => {
		for (let person = left.shift(); person; person = left.shift()) {
			made.set(person.chosen, await Woman.make(person, running, scrypt));
		}
	};
	await Promise.all([work(), work()]);
	return made;
}

/** Who came to the group after the first five, by how many weeks ago the meeting after it was. */
const JOINED_BEFORE: Readonly<Record<number, string[]>> = { 2: ['Priya', 'Jo'], 1: ['Xiomara'] };

const weekdayOf = (ms: number) =>
	new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: example.settings.zone }).format(ms);

async function found({ install }: Running, stage: Stage, weekday: string): Promise<string> {
	const maren = by(stage, 'Maren');
	const { token: link } = await openLinks.make(install.ctx);
	await maren.signUp({ link });
	const { chosen: name, pronouns, about } = maren.person;
	const input = { link, card: example.card(weekday), settings: example.settings, profile: { name, pronouns, about } };
	const { group } = must(await groups.found(maren.client, input), 'found').view;
	for (const woman of stage.women.values()) woman.in(group);
	return group;
}

const invite = async (woman: Woman, role: 'member' | 'facilitator') =>
	invitations.start(woman.client, await woman.view(), { role });

/** She reads the invitation, makes her account, and asks. */
async function ask(stage: Stage, woman: Woman, fragment: string): Promise<void> {
	const { offered } = must(await invitations.preview(woman.client, { fragment }), 'read the invitation');
	await woman.signUp({ invitation: offered.id });
	const { chosen: name, pronouns, talkAbout, reach } = woman.person;
	must(await invitations.ask(woman.client, offered, { name, pronouns, talkAbout, reach }), `${name} asks`);
}

/** Asked in, talked to, admitted. */
async function join(stage: Stage, woman: Woman, role: 'member' | 'facilitator'): Promise<void> {
	const { chosen } = woman.person;
	const maren = by(stage, 'Maren');
	const { secret } = must(await invite(maren, role), `invite ${chosen}`);
	await ask(stage, woman, secret.fragment);
	const view = await maren.view();
	const listed = must(await waiting.list(maren.client, view), 'who waits').waiting;
	const hers = listed.find((one) => one.request.name === chosen);
	if (!hers) throw new Error(`${chosen} does not wait`);
	const { talk } = must(
		await waiting.recordTalk(maren.client, view, { waiting: hers, note: woman.person.note }),
		'talk'
	);
	must(await waiting.admit(maren.client, view, { ...hers, talk }), `admit ${chosen}`);
}

async function joinAll(stage: Stage, names: readonly string[]): Promise<void> {
	for (const chosen of names) await join(stage, by(stage, chosen), 'member');
}

async function publish(
	stage: Stage,
	text: Pick<Parameters<typeof agreements.publish>[2], 'topics' | 'changed' | 'kind'>,
	at: number
): Promise<void> {
	const maren = by(stage, 'Maren');
	const reviewDay = addDays(dayIn(example.settings.zone, at), 90);
	must(await agreements.publish(maren.client, await maren.view(), { ...text, reviewDay }), 'publish');
}

/** The second version, which all but one have said yes to so far. */
async function secondVersion(stage: Stage, at: number): Promise<void> {
	await publish(stage, { ...example.agreementTwo, kind: 'major' }, at);
	for (const chosen of ['Ifeoma', 'Wren', 'Noor', 'Dilys', 'Bee', 'Hanna', 'Priya', 'Xiomara']) {
		const woman = by(stage, chosen);
		must(await agreements.accept(woman.client, await woman.view(), 2), `${chosen} accepts`);
	}
}

async function place(stage: Stage): Promise<void> {
	const maren = by(stage, 'Maren');
	const { outline, card } = example.venue;
	const input = {
		id: newId(),
		outline,
		card: { ...card, steps: [...card.steps] },
		base: { outline: null, card: null }
	};
	const saved = await venues.save(maren.client, await maren.view(), input);
	stage.venue = must(saved, 'place').id;
	stage.lighting = await walk(stage, maren.client.now(), example.venue.seen.first);
}

/** Ifeoma walks the way in the dark and writes down what she saw. */
async function walk(stage: Stage, at: number, seen: string): Promise<string> {
	const ifeoma = by(stage, 'Ifeoma');
	const view = await ifeoma.view();
	const day = dayIn(example.settings.zone, at);
	const input = { id: newId(), venue: stage.venue, day, by: view.me.handle, seen };
	return must(await venues.addLighting(ifeoma.client, view, input), 'walk').record.id;
}
