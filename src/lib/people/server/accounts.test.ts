import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { newId, newToken, sha256 } from '#lib/platform/server/context.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { plainUnlocker, plantAccount, plantLink } from './planting.ts';

eachDatabase('accounts', (app) => {
	const body = (more: object) => ({
		account: newId(),
		name: `name ${newId()}`,
		unlockers: [plainUnlocker('passphrase'), plainUnlocker('recovery')],
		...more
	});

	it('are made with a link to open a group, and with nothing less', async () => {
		const { ctx, clock, visitor } = app();
		const link = await plantLink(ctx);
		const browser = visitor();
		const made = body({ via: { link } });
		expect(await browser.post('/accounts', made)).toMatchObject({ status: 204 });
		expect(await browser.get('/me')).toMatchObject({
			data: { name: made.name, exitTo: null, groups: [], waiting: [], ended: [] }
		});
		for (const via of [{ link: newToken() }, { invitation: newId() }]) {
			expect(await visitor().post('/accounts', body({ via }))).toMatchObject({ status: 410, reason: 'no-link' });
		}
		expect(await visitor().post('/accounts', body({}))).toMatchObject({ status: 400 });
		clock.now += 8 * 86_400_000;
		expect(await visitor().post('/accounts', body({ via: { link } }))).toMatchObject({ status: 410 });
		clock.now -= 8 * 86_400_000;
		const used_at = ctx.now();
		await ctx.write((trx) =>
			trx.updateTable('open_link').set({ used_at }).where('token_hash', '=', sha256(link)).execute()
		);
		expect(await visitor().post('/accounts', body({ via: { link } }))).toMatchObject({ status: 410 });
	});

	it('are not made by the dozen with one link', async () => {
		const { ctx, visitor } = app();
		const via = { link: await plantLink(ctx) };
		for (let i = 0; i < 6; i += 1) expect(await visitor().post('/accounts', body({ via }))).toMatchObject({ ok: true });
		expect(await visitor().post('/accounts', body({ via }))).toMatchObject({ status: 429, reason: 'wait' });
	});

	it('are made with an open invitation', async () => {
		const { ctx, visitor } = app();
		const { invitation } = await plantGroup();
		expect(await visitor().post('/accounts', body({ via: { invitation } }))).toMatchObject({ status: 204 });
		await ctx.write((trx) => trx.updateTable('invitation').set({ state: 'revoked' }).execute());
		expect(await visitor().post('/accounts', body({ via: { invitation } }))).toMatchObject({ status: 410 });
	});

	it('have a name that is nobody else’s', async () => {
		const { ctx, visitor } = app();
		const { name } = await plantAccount(ctx, visitor());
		const via = { link: await plantLink(ctx) };
		const tries: [string, string][] = [
			[`  ${name.toUpperCase()}  `, 'taken'],
			['ab', 'short'],
			['', 'short'],
			['x'.repeat(41), 'long'],
			['wr\u202een', 'characters']
		];
		for (const [tried, problem] of tries) {
			const answer = await visitor().post('/accounts', body({ name: tried, via }));
			expect(answer).toMatchObject({ status: 422, reason: 'name', more: { field: 'name', problem } });
		}
	});

	it('are refused with unlockers that are too cheap, or are not both there', async () => {
		const { ctx, visitor } = app();
		const via = { link: await plantLink(ctx) };
		const cheap = plainUnlocker('passphrase');
		cheap.challenge.n = 2 ** 14;
		const recovery = plainUnlocker('recovery');
		for (const unlockers of [[cheap, recovery], [recovery, recovery], [plainUnlocker('passphrase')], []]) {
			expect(await visitor().post('/accounts', body({ unlockers, via }))).toMatchObject({ status: 400 });
		}
	});

	it('remember where Exit goes', async () => {
		const { ctx, visitor } = app();
		const browser = visitor();
		await plantAccount(ctx, browser);
		for (const exitTo of ['https://www.wikipedia.org/', 'https://example.org/garden', null]) {
			expect(await browser.put('/me/exit', { exitTo })).toMatchObject({ ok: true });
			expect(await browser.get('/me')).toMatchObject({ data: { exitTo } });
		}
		for (const exitTo of ['http://example.org', 'javascript:alert(1)', 'https://a:b@example.org', 'x', 3]) {
			expect(await browser.put('/me/exit', { exitTo })).toMatchObject({ status: 400 });
		}
	});

	it('say what nobody but she is told', async () => {
		const { visitor } = app();
		const paths = ['/me', '/me/unlockers', '/me/sign-ins', '/me/drafts/x', '/stream'];
		for (const path of paths) expect(await visitor().get(path)).toMatchObject({ status: 401, reason: 'sign-in' });
		const writes = ['/me/words', '/me/recovery', '/me/keys', '/me/exit', '/me/drafts/x'];
		for (const path of writes) expect(await visitor().put(path, {})).toMatchObject({ status: 401 });
		for (const path of ['/me', '/me/drafts/x', `/me/sign-ins/${newToken()}`]) {
			expect(await visitor().delete(path)).toMatchObject({ status: 401 });
		}
		expect(await visitor().get('/install')).toMatchObject({ data: { practice: false } });
	});

	it('are erased, once she has left her groups, with all that hangs on them', async () => {
		const { ctx, database, visitor } = app();
		const browser = visitor();
		const her = await plantAccount(ctx, browser);
		const { group, handle } = await plantGroup(her.account);
		await browser.put('/me/drafts/letter', { sealed: 'x'.repeat(40) });
		const waits = { state: 'asked', asked_by: her.account, asked_handle: newId(), request: 'what she wrote' } as const;
		const [waiting, hash] = [newId(), newToken()];
		const talk = { version: 1, epoch: 1, envelope: 'noted of her talk', hash, live: 1 } as const;
		const noted = { group_id: group, circle: 'facilitators', type: 'waiting-talk', ...talk };
		const another = newId();
		await ctx.write((trx) =>
			trx
				.insertInto('record')
				.values([
					{ ...noted, id: waiting },
					{ ...noted, id: another }
				])
				.execute()
		);
		await ctx.write((trx) =>
			trx
				.insertInto('invitation')
				.values({
					id: waiting,
					group_id: group,
					secret_hash: newToken(),
					role: 'member',
					made_by: handle,
					expires_at: ctx.now() + 1_000,
					offer: '',
					...waits
				})
				.execute()
		);
		expect(await browser.get('/me')).toMatchObject({
			data: { groups: [{ group, handle, state: 'member', roles: ['facilitator'], country: 'GB' }] }
		});
		expect(await browser.delete('/me')).toMatchObject({ status: 409, reason: 'still-a-member' });
		await ctx.write((trx) =>
			trx.updateTable('membership').set({ state: 'left' }).where('handle', '=', handle).execute()
		);
		expect(await browser.delete('/me')).toMatchObject({ status: 204 });
		for (const table of ['unlocker', 'login_session', 'draft', 'account'] as const) {
			const rows = await ctx.db.selectFrom(table).selectAll().execute();
			expect(JSON.stringify(rows)).not.toContain(her.account);
		}
		const invited = await ctx.db.selectFrom('invitation').selectAll().where('group_id', '=', group).execute();
		expect(invited.map(({ state, request, asked_handle }) => [state, request, asked_handle])).toEqual(
			invited.map(() => ['open', null, null])
		);
		const notes = await ctx.db.selectFrom('record').select('id').where('group_id', '=', group).execute();
		expect(notes).toEqual([{ id: another }]); // that of somebody else who waits
		const left = await ctx.db.selectFrom('membership').selectAll().where('handle', '=', handle).executeTakeFirst();
		expect(left).toMatchObject({ account_id: null, state: 'left' });
		const events = await ctx.db.selectFrom('event').selectAll().execute();
		expect(JSON.stringify(events)).not.toContain(her.account);
		if (database.kind === 'sqlite') expect(statSync(`${await pathOf()}-wal`).size).toBe(0);
	});

	async function pathOf(): Promise<string> {
		const { sql } = await import('kysely');
		const { rows } = await sql<{ file: string }>`pragma database_list`.execute(app().database.writer);
		return rows[0]?.file ?? '';
	}

	/** Rows of a group as the groups slice would write them: what this slice reads of them is tested here. */
	async function plantGroup(account?: string) {
		const { ctx } = app();
		const [group, handle, invitation] = [newToken(), newId(), newId()];
		await ctx.write(async (trx) => {
			const place = { head: newToken(), seq: 0, country: 'GB', zone: 'Europe/London', language: 'en' };
			const created_day = ctx.today();
			await trx
				.insertInto('peer_group')
				.values({ id: group, ...place, public_card: '{}', created_day } as never)
				.execute();
			if (account) {
				const since_day = ctx.today();
				const row = { group_id: group, handle, account_id: account, state: 'member', since_day } as const;
				await trx.insertInto('membership').values(row).execute();
				await trx
					.insertInto('membership_role')
					.values({ group_id: group, handle, role: 'facilitator', since_day, suspended_day: null })
					.execute();
			}
			const offer = { offer: 'x', made_by: handle, role: 'member', state: 'open' } as const;
			const expires_at = ctx.now() + 1_000_000;
			const row = { id: newId(), group_id: group, secret_hash: sha256(invitation), expires_at, ...offer };
			await trx.insertInto('invitation').values(row).execute();
		});
		return { group, handle, invitation };
	}
});
