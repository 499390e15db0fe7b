import { expect, it } from 'vitest';
import { newToken } from '#lib/platform/server/context.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { plainUnlocker, plantAccount } from './planting.ts';
import type { Made } from './unlockers.ts';

const again = ({ kind, proof }: Made) => ({ kind, proof });

eachDatabase('what opens an account', (app) => {
	it('is changed with the old words or the code, and ends every other sign-in', async () => {
		const { ctx, visitor } = app();
		const [here, there] = [visitor(), visitor()];
		const { name, passphrase, recovery } = await plantAccount(ctx, here);
		await there.post('/sign-in', { name, kind: 'passphrase', proof: passphrase.proof });
		const [second, third] = [plainUnlocker('passphrase', 2), plainUnlocker('passphrase', 3)];
		expect(await here.put('/me/words', { again: again(passphrase), unlocker: second })).toMatchObject({ ok: true });
		expect(await here.get('/me')).toMatchObject({ ok: true });
		expect(await there.get('/me')).toMatchObject({ status: 401 });
		const old = { name, kind: 'passphrase', proof: passphrase.proof };
		expect(await there.post('/sign-in', old)).toMatchObject({ reason: 'not-opened' });
		expect(await here.put('/me/words', { again: again(recovery), unlocker: third })).toMatchObject({ ok: true });
		expect(await there.post('/sign-in', { ...old, proof: third.proof })).toMatchObject({ ok: true });
	});

	it('is not changed without proof, by another kind, or twice over the same version', async () => {
		const { ctx, visitor } = app();
		const here = visitor();
		const { passphrase, recovery } = await plantAccount(ctx, here);
		const unlocker = plainUnlocker('passphrase', 2);
		const wrong = { kind: 'passphrase', proof: newToken() };
		expect(await here.put('/me/words', { again: wrong, unlocker })).toMatchObject({
			status: 403,
			reason: 'not-opened'
		});
		const code = plainUnlocker('recovery', 2);
		expect(await here.put('/me/words', { again: again(passphrase), unlocker: code })).toMatchObject({ status: 400 });
		const late = plainUnlocker('passphrase', 3);
		expect(await here.put('/me/words', { again: again(passphrase), unlocker: late })).toMatchObject({
			reason: 'edited'
		});
		const keys = { again: again(passphrase), unlockers: [unlocker, plainUnlocker('recovery', 7)] };
		expect(await here.put('/me/keys', keys)).toMatchObject({ status: 409, reason: 'edited' });
		const now = await here.get<{ version: number }[]>('/me/unlockers'); // all or none
		expect(now.ok && now.data.map(({ version }) => version)).toEqual([1, 1]);
		expect(await here.put('/me/recovery', { again: again(recovery), unlocker: code })).toMatchObject({ ok: true });
		expect(await here.put('/me/words', { again: again(recovery), unlocker })).toMatchObject({ reason: 'not-opened' });
	});

	it('makes guessing wait here too', async () => {
		const { ctx, clock, visitor } = app();
		const here = visitor();
		const { passphrase } = await plantAccount(ctx, here);
		const unlocker = plainUnlocker('passphrase', 2);
		const guess = () => here.put('/me/words', { again: { kind: 'passphrase', proof: newToken() }, unlocker });
		for (let i = 0; i < 4; i += 1) expect(await guess()).toMatchObject({ status: 403 });
		expect(await guess()).toMatchObject({ status: 429, more: { wait: 1 } });
		clock.now += 1_000;
		expect(await here.put('/me/words', { again: again(passphrase), unlocker })).toMatchObject({ ok: true });
	});
});

eachDatabase('her sign-ins', (app) => {
	it('are listed by day and ended one by one, and only by her', async () => {
		const { ctx, visitor } = app();
		const [here, there, stranger] = [visitor(), visitor(), visitor()];
		const { name, passphrase } = await plantAccount(ctx, here);
		await plantAccount(ctx, stranger);
		await there.post('/sign-in', { name, kind: 'passphrase', proof: passphrase.proof, borrowed: true });
		const listed = await here.get<{ id: string; day: string; borrowed: boolean; here: boolean }[]>('/me/sign-ins');
		if (!listed.ok) throw new Error(listed.reason);
		expect(listed.data).toHaveLength(2);
		const other = listed.data.find((one) => !one.here);
		expect(other).toMatchObject({ day: ctx.today(), borrowed: true });
		expect(await stranger.delete(`/me/sign-ins/${other?.id}`)).toMatchObject({ status: 404 });
		expect(await there.get('/me')).toMatchObject({ ok: true });
		expect(await here.delete(`/me/sign-ins/${other?.id}`)).toMatchObject({ status: 204 });
		expect(await there.get('/me')).toMatchObject({ status: 401 });
		expect(await here.get('/me')).toMatchObject({ ok: true });
	});
});

eachDatabase('drafts', (app) => {
	const sealed = (letter: string) => letter.repeat(40);

	it('are hers, one to a key, and leave no event', async () => {
		const { ctx, visitor } = app();
		const [her, other] = [visitor(), visitor()];
		await plantAccount(ctx, her);
		await plantAccount(ctx, other);
		const before = await ctx.db.selectFrom('event').select('seq').execute();
		const path = '/me/drafts/debrief:abc_1';
		expect(await her.get(path)).toMatchObject({ status: 404 });
		expect(await her.put(path, { sealed: sealed('a') })).toMatchObject({ status: 204 });
		expect(await her.put(path, { sealed: sealed('b') })).toMatchObject({ status: 204 });
		expect(await her.get(path)).toMatchObject({ data: { sealed: sealed('b') } });
		expect(await other.get(path)).toMatchObject({ status: 404, reason: 'not-here' });
		expect(await other.delete(path)).toMatchObject({ status: 204 });
		expect(await her.get(path)).toMatchObject({ data: { sealed: sealed('b') } });
		expect(await her.delete(path)).toMatchObject({ status: 204 });
		expect(await her.get(path)).toMatchObject({ status: 404 });
		expect(await ctx.db.selectFrom('event').select('seq').execute()).toEqual(before);
	});

	it('are sealed, short enough, and under a plain key', async () => {
		const { ctx, visitor } = app();
		const her = visitor();
		await plantAccount(ctx, her);
		for (const body of [{ sealed: 'what I wrote' }, { sealed: 'x' }, { sealed: 'x'.repeat(100_001) }, {}]) {
			expect(await her.put('/me/drafts/x', body)).toMatchObject({ status: 400 });
		}
		for (const key of ['%20', 'x'.repeat(101), '..%2Fme', '-x']) {
			expect(await her.put(`/me/drafts/${key}`, { sealed: sealed('a') })).toMatchObject({ status: 404 });
		}
	});
});
