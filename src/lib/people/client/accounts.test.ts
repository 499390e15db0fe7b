import { beforeAll, describe, expect, it } from 'vitest';
import type { NewAccount } from '#lib/crypto/account.ts';
import { openVault } from '#lib/crypto/open-vault.ts';
import { scryptNative } from '#lib/crypto/stretch-native.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { reopen } from '#lib/platform/client/entry.ts';
import { defaultSettings } from '#lib/platform/client/me.ts';
import { openSettings, saveSettings } from '#lib/platform/client/settings.ts';
import { plantLink } from '../server/planting.ts';
import { startApp, type TestApp } from '../../../server/testing.ts';
import * as accounts from './accounts.ts';
import * as drafts from './drafts.ts';

const WORDS = 'harbour violet ladder seven moss';
const NEW_WORDS = 'kettle orchard pencil window rain';

let app: TestApp;
const device = (): Client => ({
	api: app.visitor(),
	vault: openVault({ scrypt: scryptNative }),
	now: () => app.clock.now
});

// One story, since each stretching takes half a second.
describe('an account from the first words to the last', () => {
	let client: Client;
	let made: NewAccount;
	let code = '';

	beforeAll(async () => {
		app = await startApp();
		client = device();
		return () => app.close();
	});

	it('is not made with words that are too short', async () => {
		const via = { link: await plantLink(app.ctx) };
		const refused = await accounts.signUp(client, { name: 'Wren', words: 'too short', via });
		expect(refused).toEqual({ ok: false, reason: 'short' });
	});

	it('is made, and a wrong link or a bad name costs no second stretching', async () => {
		const answer = await client.vault.createAccount({ words: WORDS });
		if (!answer.ok) throw new Error(answer.reason);
		made = answer;
		code = made.recoveryCode;
		const via = { link: await plantLink(app.ctx) };
		const refused = await accounts.register(client, made, { name: 'Wren', via: { link: 'x' } });
		expect(refused).toEqual({ ok: false, reason: 'no-link' });
		expect(await accounts.register(client, made, { name: 'W', via })).toEqual({ ok: false, reason: 'name-short' });
		const done = await accounts.register(client, made, { name: ' Wren ', via });
		expect(done).toMatchObject({ ok: true, entry: { account: made.account, borrowed: false } });
		expect(await client.api.get('/me')).toMatchObject({ data: { name: 'Wren' } });
		const rows = await app.ctx.db.selectFrom('unlocker').selectAll().execute();
		for (const { proof } of made.unlockers) expect(JSON.stringify(rows)).not.toContain(proof);
	});

	it('keeps drafts and settings that another device opens', async () => {
		await saveSettings(client, { idleMinutes: 2, cardDue: false });
		const write = await drafts.seal(client, 'note:1', { text: 'Ask about the side room' });
		await client.api.put(write.path, write.body);
		const other = device();
		const signedIn = await accounts.signIn(other, { name: 'wren', kind: 'recovery', secret: code.toLowerCase() });
		if (!signedIn.ok || !signedIn.me) throw new Error('not signed in');
		expect(await drafts.open(other, 'note:1')).toEqual({ text: 'Ask about the side room' });
		expect(await drafts.open(other, 'note:2')).toBeUndefined();
		expect(await openSettings(other, signedIn.me)).toEqual({ idleMinutes: 2, cardDue: false });
	});

	it('says plainly why it does not open', async () => {
		const other = device();
		const code2 = code.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'));
		for (const [secret, reason] of [
			['not a code', 'code-shape'],
			[code2, 'code-check']
		]) {
			const answer = await accounts.signIn(other, { name: 'Wren', kind: 'recovery', secret: secret! });
			expect(answer).toEqual({ ok: false, reason });
		}
		const cheap: Client = { ...other, api: { ...other.api, post: async () => cheaper() } };
		const lowered = await accounts.signIn(cheap, { name: 'Wren', kind: 'passphrase', secret: WORDS });
		expect(lowered).toEqual({ ok: false, reason: 'weak-kdf' });
		const gone: Client = { ...other, api: { ...other.api, post: async () => offline } };
		const away = await accounts.signIn(gone, { name: 'Wren', kind: 'passphrase', secret: WORDS });
		expect(away).toEqual({ ok: false, reason: 'no-network' });
	});

	it('opens again from memory, without a server', async () => {
		const ask = { name: 'Wren', kind: 'recovery', secret: code } as const;
		const entered = await accounts.signIn(client, ask);
		if (!entered.ok) throw new Error(entered.reason);
		expect(await reopen(device().vault, entered.entry, ` ${code.toLowerCase()} `)).toMatchObject({ ok: true });
	});

	it('gets new words by the card, and then a new card', async () => {
		const card = { name: 'Wren', kind: 'recovery', secret: code } as const;
		const changed = await accounts.changeWords(client, { again: card, words: NEW_WORDS });
		if (!changed.ok) throw new Error(changed.reason);
		const other = device();
		const words = { name: 'Wren', kind: 'passphrase', secret: ` ${NEW_WORDS.toUpperCase()} ` } as const;
		const entered = await accounts.signIn(other, words);
		if (!entered.ok) throw new Error(entered.reason);
		expect(entered.entry.unlocker).toEqual(changed.unlocker);
		expect(await reopen(other.vault, entered.entry, WORDS)).toEqual({ ok: false, reason: 'not-opened' });
		const renewed = await accounts.renewCode(client, card);
		if (!renewed.ok) throw new Error(renewed.reason);
		expect(await accounts.signIn(device(), card)).toEqual({ ok: false, reason: 'not-opened' });
		code = renewed.recoveryCode;
	});

	it('gets new keys, and opens what the old ones sealed', async () => {
		const again = { name: 'Wren', kind: 'recovery', secret: code } as const;
		const renewed = await accounts.renewKeys(client, { again, words: WORDS });
		if (!renewed.ok) throw new Error(renewed.reason);
		const other = device();
		const signedIn = await accounts.signIn(other, { ...again, secret: renewed.recoveryCode });
		expect(signedIn).toMatchObject({ ok: true });
		expect(await drafts.open(other, 'note:1')).toEqual({ text: 'Ask about the side room' });
	});

	it('is erased', async () => {
		expect(await accounts.erase(client)).toEqual({ ok: true });
		expect(await app.ctx.db.selectFrom('draft').selectAll().execute()).toEqual([]);
		expect(await openSettings(client, { settings: null })).toEqual(defaultSettings);
	});

	const offline = { ok: false as const, status: 0, reason: 'no-network', more: {} };
	const cheaper = () => ({
		ok: true as const,
		status: 200,
		data: { salt: made.unlockers[0].challenge.salt, params: { n: 2 ** 14, r: 8, p: 1 } } as never
	});
});
