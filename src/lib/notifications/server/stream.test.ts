import { describe, expect, it } from 'vitest';
import { eachDatabase, ORIGIN } from '../../../server/testing.ts';
import { plantAccount } from '#lib/people/server/planting.ts';
import { newId, newToken } from '#lib/platform/server/context.ts';
import { concerns } from './stream.ts';

describe('whom a change concerns', () => {
	const member = { group: 'g', handle: 'h', facilitator: false, waits: false };
	const facilitator = { ...member, facilitator: true };
	const waiting = { ...member, waits: true };
	it.each([
		['every member', [member], {}, true],
		['another group', [member], { group: 'other' }, false],
		['nobody', [], {}, false],
		['her by handle', [member], { handles: ['h'] }, true],
		['another by handle', [member], { handles: ['i'] }, false],
		['facilitators: a member', [member], { facilitatorsOnly: true }, false],
		['facilitators: one', [facilitator], { facilitatorsOnly: true }, true],
		['whoever waits: sessions', [waiting], {}, false],
		['whoever waits: the roster', [waiting], { topic: 'roster' }, true],
		['whoever waits: somebody else takes a break', [waiting], { topic: 'roster', handles: ['i'] }, false],
		['whoever waits: facilitators are told of it', [waiting], { topic: 'roster', facilitatorsOnly: true }, false],
		['whoever waits: her handle', [waiting], { handles: ['h'] }, true]
	])('%s', (_, places, poke, told) => {
		expect(concerns(places, { group: 'g', topic: 'sessions', ...poke })).toBe(told);
	});
});

eachDatabase('the stream', (app) => {
	it('says where something changed in her groups, and ends when she goes', async () => {
		const { ctx, fetch, visitor } = app();
		const browser = visitor();
		const { account } = await plantAccount(ctx, browser);
		const [group, handle] = [newToken(), newId()];
		await ctx.write(async (trx) => {
			const place = { head: group, seq: 0, country: 'GB', zone: 'Europe/London', language: 'en', public_card: '{}' };
			await trx
				.insertInto('peer_group')
				.values({ id: group, ...place, created_day: ctx.today() } as never)
				.execute();
			const row = { group_id: group, handle, account_id: account, state: 'member', since_day: ctx.today() } as const;
			await trx.insertInto('membership').values(row).execute();
		});
		const gone = new AbortController();
		const headers = { cookie: browser.cookie() };
		const late = await fetch(new Request(`${ORIGIN}/api/stream`, { headers, signal: AbortSignal.abort() }));
		expect(await late.text()).toBe('retry: 3000\n\n'); // ends by itself
		const response = await fetch(new Request(`${ORIGIN}/api/stream`, { headers, signal: gone.signal }));
		expect(response.headers.get('content-type')).toBe('text/event-stream');
		const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
		expect((await reader.read()).value).toContain('retry:');
		ctx.poke({ group: newToken(), topic: 'records' });
		ctx.poke({ group, topic: 'waiting', facilitatorsOnly: true });
		ctx.poke({ group, topic: 'sessions' });
		expect((await reader.read()).value).toBe(`data: ${JSON.stringify({ group, topic: 'sessions' })}\n\n`);
		await ctx.write((trx) => trx.updateTable('membership').set({ state: 'removed' }).execute());
		ctx.poke({ group, topic: 'roster' });
		expect((await reader.read()).value).toContain('roster');
		ctx.poke({ group, topic: 'sessions' });
		gone.abort();
		await reader.cancel();
		ctx.poke({ group, topic: 'sessions' });
	});
});
