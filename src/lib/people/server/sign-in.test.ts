import { expect, it } from 'vitest';
import { newToken } from '#lib/platform/server/context.ts';
import { eachDatabase, START } from '../../../server/testing.ts';
import { delayMs } from './guesses.ts';
import { plantAccount } from './planting.ts';
import { IDLE_MS, LONGEST_MS } from './sign-ins.ts';

interface Waits {
	wait: number;
	turn: string;
}

eachDatabase('signing in', (app) => {
	it('says the same about a name that nobody has', async () => {
		const { ctx, visitor } = app();
		const { name } = await plantAccount(ctx, visitor());
		for (const kind of ['passphrase', 'recovery']) {
			const known = await visitor().post<Record<string, unknown>>('/sign-in/start', { name, kind });
			const [a, b] = await Promise.all(
				[1, 2].map(() => visitor().post<Record<string, unknown>>('/sign-in/start', { name: 'nobody at all', kind }))
			);
			if (!known.ok || !a?.ok || !b?.ok) throw new Error('refused');
			expect(a.data).toEqual(b.data);
			expect(Object.keys(a.data)).toEqual(Object.keys(known.data));
			expect(a.data.params).toEqual(known.data.params);
			expect(JSON.stringify(a.data)).toHaveLength(JSON.stringify(known.data).length);
			expect(a.data.salt).not.toBe(known.data.salt);
		}
		const wrong = { kind: 'passphrase', proof: newToken() };
		const refused = await visitor().post('/sign-in', { ...wrong, name });
		expect(await visitor().post('/sign-in', { ...wrong, name: 'nobody at all' })).toEqual(refused);
		expect(refused).toMatchObject({ status: 403, reason: 'not-opened', more: {} });
	});

	it('hands out the wrapped keys after the proof, for words and for the code, and not one for the other', async () => {
		const { ctx, visitor } = app();
		const her = await plantAccount(ctx, visitor());
		for (const { kind, proof, id, version, wrapped } of [her.passphrase, her.recovery]) {
			const browser = visitor();
			const name = `  ${her.name.toUpperCase()} `;
			const answer = await browser.post('/sign-in', { name, kind, proof });
			expect(answer).toMatchObject({
				ok: true,
				data: { account: her.account, unlocker: { id, kind, version, wrapped } }
			});
			const me = await browser.get('/me');
			expect(me).toMatchObject({ ok: true, data: { name: her.name, settings: null } });
			expect(answer).toMatchObject({ data: { me: me.ok && me.data } });
			const sealed = 'x'.repeat(40);
			await browser.put('/me/drafts/settings', { sealed });
			const again = await browser.post('/sign-in', { name, kind, proof });
			expect(again).toMatchObject({ data: { me: { settings: sealed } } });
			await browser.delete('/me/drafts/settings');
		}
		const crossed = { name: her.name, kind: 'recovery', proof: her.passphrase.proof };
		expect(await visitor().post('/sign-in', crossed)).toMatchObject({ reason: 'not-opened' });
	});

	it('gives a new token each time and ends the one that the browser had', async () => {
		const { ctx, visitor, fetch } = app();
		const browser = visitor();
		const { name, passphrase } = await plantAccount(ctx, browser);
		const before = browser.cookie();
		await browser.post('/sign-in', { name, kind: 'passphrase', proof: passphrase.proof });
		expect(browser.cookie()).not.toBe(before);
		const old = await fetch(new Request('http://localhost:3000/api/me', { headers: { cookie: before } }));
		expect(old.status).toBe(401);
	});

	it('ends after half an hour without a request, and after twelve hours in all', async () => {
		const { ctx, clock, visitor } = app();
		const [idle, busy] = [visitor(), visitor()];
		await plantAccount(ctx, idle);
		await plantAccount(ctx, busy);
		for (; clock.now < START + LONGEST_MS - IDLE_MS; clock.now += IDLE_MS / 2) {
			expect(await busy.get('/me')).toMatchObject({ ok: true });
		}
		expect(await idle.get('/me')).toMatchObject({ status: 401, reason: 'sign-in' });
		for (const end = START + LONGEST_MS; clock.now < end; clock.now += IDLE_MS / 2) await busy.get('/me');
		expect(await busy.get('/me')).toMatchObject({ status: 401, reason: 'sign-in' });
		clock.now = START;
	});

	it('does nothing for a page that holds another woman’s keys', async () => {
		const { ctx, visitor, fetch } = app();
		const browser = visitor();
		const her = await plantAccount(ctx, browser);
		for (const [account, status] of [
			[her.account, 200],
			['somebody else', 401]
		] as const) {
			const headers = { cookie: browser.cookie(), 'x-rowan-account': account };
			expect((await fetch(new Request('http://localhost:3000/api/me', { headers }))).status).toBe(status);
		}
	});

	it('signs out', async () => {
		const { ctx, visitor } = app();
		const browser = visitor();
		await plantAccount(ctx, browser);
		expect(await browser.post('/sign-out')).toMatchObject({ status: 204 });
		expect(browser.cookie()).toBe('');
		expect(await browser.post('/sign-out')).toMatchObject({ status: 401 });
	});
});

eachDatabase('guessing', (app) => {
	const right = (proof: string, name: string) => ({ name, kind: 'passphrase', proof });

	it('is made to wait, before anything is looked at', async () => {
		const { ctx, clock, visitor } = app();
		const { name } = await plantAccount(ctx, visitor());
		const guess = () => visitor().post('/sign-in', right(newToken(), name));
		for (let i = 0; i < 4; i += 1) expect(await guess()).toMatchObject({ status: 403 });
		expect(await guess()).toMatchObject({ status: 429, reason: 'wait', more: { wait: 1 } });
		expect(await guess()).toMatchObject({ more: { wait: 1 } }); // a refused try does not add to it
		clock.now += 1_000;
		expect(await guess()).toMatchObject({ status: 403 });
		expect(await guess()).toMatchObject({ more: { wait: 2 } });
		const waits = [4, 5, 6, 7, 8, 9, 100].map((failures) => delayMs(failures, 4));
		expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000]);
	});

	it('never keeps the right words out for longer than eight seconds', async () => {
		const { ctx, clock, visitor } = app();
		const { name, passphrase } = await plantAccount(ctx, visitor());
		const guess = async () => {
			const proof = newToken();
			const first = await visitor().post<never>('/sign-in', right(proof, name));
			return first;
		};
		for (let i = 0; i < 12; i += 1, clock.now += 8_000) await guess();
		await guess();
		const hers = await visitor().post('/sign-in', right(passphrase.proof, name));
		if (hers.ok) throw new Error('did not wait');
		const { wait, turn } = hers.more as unknown as Waits;
		expect(wait).toBeLessThanOrEqual(8);
		clock.now += wait * 1000;
		await guess(); // somebody is always faster
		expect(await visitor().post('/sign-in', { ...right(passphrase.proof, name), turn })).toMatchObject({ ok: true });
		expect(await guess()).toMatchObject({ status: expect.any(Number), ok: false });
	});

	it('takes a turn for nothing but what was tried, and not before its time', async () => {
		const { ctx, clock, visitor } = app();
		const { name, passphrase } = await plantAccount(ctx, visitor());
		for (let i = 0; i < 4; i += 1) await visitor().post('/sign-in', right(newToken(), name));
		const other = await visitor().post('/sign-in', right(newToken(), name));
		const { turn } = (other as unknown as { more: Waits }).more;
		expect(await visitor().post('/sign-in', { ...right(passphrase.proof, name), turn })).toMatchObject({ status: 429 });
		for (const bad of ['', '1.x', `${clock.now}.`, 'x'.repeat(50)]) {
			expect(await visitor().post('/sign-in', { ...right(newToken(), name), turn: bad })).toMatchObject({
				status: 429
			});
		}
	});

	it('is counted for the place too', async () => {
		const { ctx, visitor } = app();
		const from = { 'x-test-address': '192.0.2.7' };
		const { name, passphrase } = await plantAccount(ctx, visitor());
		for (let i = 0; i < 12; i += 1) await visitor(from).post('/sign-in', right(newToken(), `guess ${i}`));
		expect(await visitor(from).post('/sign-in', right(newToken(), 'guess again'))).toMatchObject({ status: 429 });
		const elsewhere = visitor({ 'x-test-address': '192.0.2.8' });
		expect(await elsewhere.post('/sign-in', right(passphrase.proof, name))).toMatchObject({ ok: true });
	});
});
