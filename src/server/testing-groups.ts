import { openVault } from '#lib/crypto/open-vault.ts';
import type { Scrypt } from '#lib/crypto/stretch.ts';
import { scryptNative } from '#lib/crypto/stretch-native.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { CardForm, Settings } from '#lib/groups/group.ts';
import * as groups from '#lib/groups/client/groups.ts';
import * as invitations from '#lib/groups/client/invitations.ts';
import * as waiting from '#lib/groups/client/waiting.ts';
import type { GroupView } from '#lib/groups/client/view.ts';
import * as links from '#lib/groups/server/open-links.ts';
import * as accounts from '#lib/people/client/accounts.ts';
import type { TestApp } from './testing.ts';

// Women with devices of their own, and groups made as they are made in life: through the flows.

/** Stretching is the account's business and tested there; here a thousandth of it is enough. */
const quick: Scrypt = (secret, salt, { r, p }) => scryptNative(secret, salt, { n: 2 ** 10, r, p });

/** Somebody's device: her own cookie, her own Vault. */
export interface Woman extends Client {
	name: string;
	cookie(): string;
	/** The same woman's other device, with nothing in its memory yet. */
	again(): Promise<Woman>;
}

export const WORDS = 'harbour violet ladder seven moss';

function device(app: TestApp, name: string): Omit<Woman, 'again'> {
	const api = app.visitor();
	return { name, api, cookie: () => api.cookie(), vault: openVault({ scrypt: quick }), now: () => app.clock.now };
}

/** A device without an account. */
export const stranger = (app: TestApp): Client => device(app, 'stranger');

export async function newWoman(app: TestApp, name: string, via: accounts.Via): Promise<Woman> {
	const one = device(app, name);
	must(await accounts.signUp(one, { name, words: WORDS, via }));
	return { ...one, again: () => signIn(app, name) };
}

async function signIn(app: TestApp, name: string): Promise<Woman> {
	const one = device(app, name);
	must(await accounts.signIn(one, { name, kind: 'passphrase', secret: WORDS }));
	return { ...one, again: () => signIn(app, name) };
}

/** What a flow made; fails the test with the reason if it made nothing. */
export function must<T extends { ok: boolean }>(outcome: T): Extract<T, { ok: true }> {
	if (outcome.ok) return outcome as Extract<T, { ok: true }>;
	const { reason = '', why = '' } = outcome as { reason?: string; why?: string };
	throw new Error(`${reason} ${why}`);
}

export const card: CardForm = {
	coverName: 'Tuesday Circle',
	listed: false,
	area: 'East side',
	when: 'Tuesday evenings',
	languages: 'English and Urdu',
	forWhom: 'Anyone who identifies as a woman.',
	offered: { childcare: '', travel: 'Bus fares', access: '' },
	expect: 'Tea first.',
	access: 'No steps.'
};
export const settings: Settings = { country: 'GB', zone: 'Europe/London', language: 'en', venueOpens: '48h' };

let numbered = 0;
/** Sign-in names are one to an install. */
const unlike = (name: string) => `${name} ${String(++numbered)}`;

export async function newFounder(app: TestApp, name = 'Maren'): Promise<{ woman: Woman; view: GroupView }> {
	const { token: link } = await links.make(app.ctx);
	const woman = await newWoman(app, unlike(name), { link });
	const profile = { name, pronouns: '', about: '' };
	const { view } = must(await groups.found(woman, { link, card, settings, profile }));
	return { woman, view };
}

/** An invitation, followed by somebody up to asking. */
export async function newAsker(
	app: TestApp,
	facilitator: Woman,
	view: GroupView,
	{ name = 'Wren', role = 'member' }: { name?: string; role?: 'member' | 'facilitator' } = {}
): Promise<{ woman: Woman; invitation: string; fragment: string; offered: invitations.Offered }> {
	const { secret, invitation } = must(await invitations.start(facilitator, view, { role }));
	const { offered } = must(await invitations.preview(stranger(app), { fragment: secret.fragment }));
	const woman = await newWoman(app, unlike(name), { invitation: offered.id });
	const form = { name, pronouns: 'she', talkAbout: 'The stairs', reach: '' };
	must(await invitations.ask(woman, offered, form));
	return { woman, invitation, fragment: secret.fragment, offered };
}

/** The whole way in: invited, asked, talked, admitted. */
export async function newMember(
	app: TestApp,
	facilitator: Woman,
	view: GroupView,
	{ name = 'Wren', role = 'member' }: { name?: string; role?: 'member' | 'facilitator' } = {}
): Promise<{ woman: Woman; view: GroupView; handle: string }> {
	const { woman, invitation } = await newAsker(app, facilitator, view, { name, role });
	const listed = must(await waiting.list(facilitator, view));
	const one = listed.waiting.find((w) => w.invitation === invitation);
	if (!one) throw new Error(`not waiting: ${JSON.stringify(listed.doubtful)}`);
	const { talk } = must(await waiting.recordTalk(facilitator, view, { waiting: one, note: 'Sits near the door.' }));
	const { handle } = must(await waiting.admit(facilitator, view, { ...one, talk }));
	return { woman, handle, view: must(await groups.open(woman, view.group)).view };
}
