import { beforeEach, expect, test } from 'vitest';
import type { Challenge, NewAccount, NewUnlocker } from './account.ts';
import { openVault } from './open-vault.ts';
import { scryptNative } from './stretch-native.ts';
import { day, good, quick } from './testing.ts';
import type { Vault } from './vault.ts';

const words = 'a rowan by an old blue door';
let vault: Vault;
let account: NewAccount;

beforeEach(async () => {
	vault = openVault({ scrypt: quick });
	account = good(await vault.createAccount({ words }));
});

async function unlock(secret: string, { challenge, ...unlocker }: NewUnlocker, into = openVault({ scrypt: quick })) {
	const started = await into.startUnlock({ secret, challenge });
	if (!started.ok) return started.reason;
	const { id, kind, version, wrapped } = unlocker;
	const finished = await into.finishUnlock({ account: account.account, unlocker: { id, kind, version, wrapped } });
	return finished.ok ? 'open' : finished.reason;
}

test('words and recovery code both open, as she types them', async () => {
	const [passphrase, recovery] = account.unlockers;
	expect(await unlock(`  ${words.replace(/ /g, '   ')} `, passphrase)).toBe('open');
	expect(await unlock(account.recoveryCode.toLowerCase().replace(/-/g, ' '), recovery)).toBe('open');
	expect(await unlock(`${words}s`, passphrase)).toBe('damaged');
	expect(await unlock('nonsense', recovery)).toBe('code-shape');
	const [first] = account.recoveryCode;
	expect(await unlock(account.recoveryCode.replace(/^./, first === '2' ? '3' : '2'), recovery)).toBe('code-check');
});

test('a full turn with real stretching, and with progress', { timeout: 30_000 }, async () => {
	const real = openVault({ scrypt: scryptNative });
	const shown: number[] = [];
	const made = good(await real.createAccount({ words }, (fraction) => shown.push(fraction)));
	const own = await real.sealOwn({ label: 'draft', id: 'x', body: 'hello' });
	await real.lock();
	await expect(real.openOwn({ label: 'draft', id: 'x', sealed: own })).rejects.toThrow('locked');
	const { challenge, ...unlocker } = made.unlockers[0];
	const started = good(await real.startUnlock({ secret: words, challenge }));
	expect(started.proof).toBe(unlocker.proof);
	good(await real.finishUnlock({ account: made.account, unlocker }));
	expect(await real.openOwn({ label: 'draft', id: 'x', sealed: own })).toEqual({ ok: true, body: 'hello' });
	expect(shown.at(-1)).toBe(1);
});

test('a server that asks for cheaper, dearer or other stretching is refused', async () => {
	const [{ challenge }] = account.unlockers;
	for (const cost of [
		{ n: 2 ** 16 },
		{ n: 2 ** 14 },
		{ n: 2 ** 19 },
		{ n: 131073 },
		{ n: NaN },
		{ r: 1 },
		{ r: 16 },
		{ p: 2 }
	]) {
		const asked = { ...challenge, ...cost };
		expect(await vault.startUnlock({ secret: words, challenge: asked })).toEqual({ ok: false, reason: 'weak-kdf' });
	}
	const dearer = await vault.startUnlock({ secret: words, challenge: { ...challenge, n: 2 ** 18 } });
	expect(dearer.ok).toBe(true);
	const kind = 'passkey' as Challenge['kind'];
	expect(await vault.startUnlock({ secret: words, challenge: { ...challenge, kind } })).toMatchObject({
		reason: 'unknown-kind'
	});
	expect(await vault.startUnlock({ secret: words, challenge: { ...challenge, salt: 'x' } })).toMatchObject({
		ok: false
	});
});

test('a forged, swapped, older or damaged unlocker does not open', async () => {
	const [passphrase, recovery] = account.unlockers;
	const other = good(await openVault({ scrypt: quick }).createAccount({ words }));
	const newer = good(await vault.changeWords({ words: `${words} again`, id: passphrase.id, version: 2 })).unlocker;
	const bad: [string, NewUnlocker][] = [
		[words, { ...passphrase, wrapped: other.unlockers[0].wrapped }],
		[words, { ...passphrase, wrapped: recovery.wrapped }],
		[words, { ...passphrase, version: 2 }],
		[words, { ...passphrase, id: recovery.id }],
		[words, { ...newer, challenge: passphrase.challenge }],
		[words, { ...passphrase, wrapped: `${passphrase.wrapped.slice(0, -2)}AA` as typeof passphrase.wrapped }],
		[words, { ...passphrase, wrapped: '' as typeof passphrase.wrapped }],
		[words, { ...passphrase, challenge: { ...passphrase.challenge, salt: recovery.challenge.salt } }]
	];
	for (const [secret, unlocker] of bad) expect(await unlock(secret, unlocker)).toBe('damaged');
	expect(await unlock(`${words} again`, newer)).toBe('open');
	expect(await unlock(words, { ...passphrase, kind: 'recovery' })).toBe('unknown-kind');
	const early = openVault({ scrypt: quick });
	expect(await early.finishUnlock({ account: account.account, unlocker: passphrase })).toEqual({
		ok: false,
		reason: 'not-started'
	});
});

test('a wrong guess leaves an open account open', async () => {
	expect(await unlock(`${words}s`, account.unlockers[0], vault)).toBe('damaged');
	expect((await vault.sealOwn({ label: 'draft', id: 'x', body: 1 })).length).toBeGreaterThan(100);
});

test('weak words make nothing', async () => {
	expect(await vault.createAccount({ words: 'too short' })).toEqual({ ok: false, reason: 'short' });
	expect(await vault.changeWords({ words: 'passwordpassword', id: 'x', version: 2 })).toEqual({
		ok: false,
		reason: 'common'
	});
});

test('a new recovery code replaces the old one', async () => {
	const [, old] = account.unlockers;
	const { unlocker, recoveryCode } = await vault.newRecoveryCode({ id: old.id, version: 2 });
	expect(recoveryCode).not.toBe(account.recoveryCode);
	expect(await unlock(recoveryCode, unlocker)).toBe('open');
	expect(await unlock(account.recoveryCode, unlocker)).toBe('damaged');
});

test('a renewed account still opens what was sealed before', async () => {
	const [passphrase, recovery] = account.unlockers;
	const before = await vault.sealOwn({ label: 'draft', id: 'x', body: 'before' });
	const at = (unlocker: NewUnlocker) => ({ id: unlocker.id, version: unlocker.version + 1 });
	const input = { words: `${words} renewed`, passphrase: at(passphrase), recovery: at(recovery) };
	const renewed = good(await vault.renewAccount(input));
	const between = await vault.sealOwn({ label: 'draft', id: 'x', body: 'between' });
	await vault.takeRenewed();
	const after = await vault.sealOwn({ label: 'draft', id: 'x', body: 'after' });
	const elsewhere = openVault({ scrypt: quick });
	expect(await unlock(renewed.recoveryCode, renewed.unlockers[1], elsewhere)).toBe('open');
	for (const [sealed, body] of [
		[before, 'before'],
		[after, 'after']
	] as const) {
		expect(await elsewhere.openOwn({ label: 'draft', id: 'x', sealed })).toEqual({ ok: true, body });
	}
	const old = openVault({ scrypt: quick });
	expect(await unlock(words, passphrase, old)).toBe('open');
	// Had it never been stored, she would still open everything.
	expect(await old.openOwn({ label: 'draft', id: 'x', sealed: between })).toEqual({ ok: true, body: 'between' });
	expect((await old.openOwn({ label: 'draft', id: 'x', sealed: after })).ok).toBe(false);
});

test('what she seals for herself opens only for its label, id and account', async () => {
	const sealed = await vault.sealOwn({ label: 'draft', id: 'x', body: { text: 'mine' } });
	const other = openVault({ scrypt: quick });
	good(await other.createAccount({ words }));
	const damaged = { ok: false, reason: 'damaged' };
	expect(await vault.openOwn({ label: 'settings', id: 'x', sealed })).toEqual(damaged);
	expect(await vault.openOwn({ label: 'draft', id: 'y', sealed })).toEqual(damaged);
	expect(await other.openOwn({ label: 'draft', id: 'x', sealed })).toEqual(damaged);
	expect(
		await vault.openOwn({ label: 'draft', id: 'x', sealed: `B${sealed.slice(1)}` as typeof sealed })
	).toMatchObject({ ok: false });
});

test('a kept card opens with its code, on its day, at a fair cost, without an account', async () => {
	const nobody = openVault({ scrypt: quick });
	const card = await nobody.keepCard({ code: '4711', day, body: 'the side door' });
	expect(await nobody.openKept({ code: ' 4711 ', today: day, card })).toEqual({ ok: true, body: 'the side door' });
	expect(await nobody.openKept({ code: '4712', today: day, card })).toEqual({ ok: false, reason: 'damaged' });
	expect(await nobody.openKept({ code: '4711', today: '2026-11-24', card })).toEqual({
		ok: false,
		reason: 'another-day'
	});
	const later = { ...card, day: '2026-11-24' };
	expect(await nobody.openKept({ code: '4711', today: '2026-11-24', card: later })).toEqual({
		ok: false,
		reason: 'damaged'
	});
	expect(await nobody.openKept({ code: '4711', today: day, card: { ...card, n: 1024 } })).toEqual({
		ok: false,
		reason: 'weak-kdf'
	});
});
