import { expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newAsker, newFounder, newMember, newWoman, stranger } from '../../../server/testing-groups.ts';
import * as agreements from './agreements.ts';
import * as groups from './groups.ts';
import * as invitations from './invitations.ts';
import * as readAgain from './read-again.ts';
import * as waiting from './waiting.ts';

const DAY = 86_400_000;
const form = { name: 'Wren', pronouns: '', talkAbout: '', reach: '' };

eachDatabase('an invitation', (app) => {
	it('is read by its words or its link, before any sign-up', async () => {
		const { woman, view } = await newFounder(app());
		const { secret, expires } = must(await invitations.start(woman, view, { role: 'member' }));
		expect(expires).toBe('2026-11-30');
		const typed = secret.words.join(' , ').toUpperCase();
		const byWords = must(await invitations.preview(stranger(app()), { words: typed })).offered;
		const byLink = must(await invitations.preview(stranger(app()), { fragment: secret.fragment })).offered;
		expect(byWords).toEqual(byLink);
		expect(byLink.preview).toMatchObject({
			coverName: 'Tuesday Circle',
			from: 'Maren',
			expect: 'Tea first.',
			agreement: { version: 0 }
		});
		expect(await invitations.preview(stranger(app()), { words: 'one two three' })).toMatchObject({
			reason: 'unknown-word'
		});
		expect(await invitations.preview(stranger(app()), { fragment: 'AAAAAAAAAAAAAA' })).toMatchObject({
			reason: 'not-here'
		});
	});

	it('leaves no secret and no words of hers on the server', async () => {
		const { woman, view } = await newFounder(app());
		const { fragment } = await newAsker(app(), woman, view);
		const tables = ['invitation', 'record', 'roster_event', 'event', 'wrap'] as const;
		const all = await Promise.all(tables.map((table) => app().ctx.db.selectFrom(table).selectAll().execute()));
		const { offered } = must(
			await invitations.preview(stranger(app()), {
				fragment: must(await invitations.start(woman, view, { role: 'member' })).secret.fragment
			})
		);
		for (const secret of [fragment, offered.id, 'The stairs', 'Wren'])
			expect(JSON.stringify(all)).not.toContain(secret);
	});

	it('is good for seven days, and its last day is a whole one', async () => {
		const { woman, view } = await newFounder(app());
		const { secret } = must(await invitations.start(woman, view, { role: 'member' }));
		const before = app().clock.now;
		app().clock.now = before + 7 * DAY;
		must(await invitations.preview(stranger(app()), { fragment: secret.fragment }));
		app().clock.now = before + 9 * DAY;
		expect(await invitations.preview(stranger(app()), { fragment: secret.fragment })).toEqual({
			ok: false,
			reason: 'expired'
		});
		app().clock.now = before;
	});

	it('can be taken back', async () => {
		const { woman, view } = await newFounder(app());
		const { secret, invitation } = must(await invitations.start(woman, view, { role: 'member' }));
		const { view: after } = must(await invitations.revoke(woman, view, { invitation }));
		expect(await invitations.preview(stranger(app()), { fragment: secret.fragment })).toEqual({
			ok: false,
			reason: 'revoked'
		});
		expect(must(await invitations.list(woman, after)).invitations).toMatchObject([
			{ state: 'revoked', secret: null, by: view.me.handle }
		]);
		expect(await invitations.revoke(woman, after, { invitation })).toEqual({ ok: false, reason: 'no-invitation' });
		expect(
			await app()
				.ctx.db.selectFrom('record')
				.select('id')
				.where('type', '=', 'invitation')
				.where('group_id', '=', view.group)
				.execute()
		).toEqual([]);
	});

	it('is there once for two tries, and not there any more when it was taken back in between', async () => {
		const { woman, view } = await newFounder(app());
		const input = { role: 'member' as const, drafted: await invitations.draft() };
		const first = must(await invitations.start(woman, view, input));
		const second = must(await invitations.start(woman, first.view, input));
		expect(second).toMatchObject({ invitation: first.invitation, expires: first.expires });
		must(await invitations.revoke(woman, second.view, { invitation: first.invitation }));
		expect(await invitations.start(woman, second.view, input)).toEqual({ ok: false, reason: 'no-invitation' });
	});

	it('belongs to the first who asks, who may ask again or take it back', async () => {
		const { woman, view } = await newFounder(app());
		const { secret } = must(await invitations.start(woman, view, { role: 'member' }));
		const { offered } = must(await invitations.preview(stranger(app()), { fragment: secret.fragment }));
		const [first, second] = await Promise.all([
			newWoman(app(), 'First', { invitation: offered.id }),
			newWoman(app(), 'Second', { invitation: offered.id })
		]);
		const asked = must(await invitations.ask(first, offered, form));
		expect(asked.words).toHaveLength(6);
		expect(await invitations.ask(second, offered, form)).toEqual({ ok: false, reason: 'used' });
		expect(await invitations.preview(second, { fragment: secret.fragment })).toEqual({ ok: false, reason: 'used' });
		must(await invitations.ask(first, offered, { ...form, talkAbout: 'The stairs' }));
		const [mine] = must(await groups.list(first)).asked;
		const { waiting: listed } = must(await waiting.list(woman, view));
		expect(listed).toMatchObject([{ request: { name: 'Wren', talkAbout: 'The stairs', accepts: 0 }, talk: null }]);
		expect(await invitations.withdraw(second, mine!.invitation)).toMatchObject({ reason: 'not-here' });
		must(await invitations.withdraw(first, mine!.invitation));
		expect(must(await groups.list(first)).asked).toEqual([]);
		must(await invitations.ask(second, offered, form));
	});

	it('can be read again by her who asked and nobody else, until she is in, has taken it back, or it is revoked', async () => {
		const { woman, view } = await newFounder(app());
		const all = () => app().ctx.db.selectFrom('draft').select('key').where('key', 'like', 'asked:%').execute();
		const { length: others } = await all();
		const kept = async () => (await all()).length - others;
		const asker = await newAsker(app(), woman, view);
		const [mine] = must(await groups.list(asker.woman)).asked;
		const { waiting: me } = must(await asker.woman.api.get<{ waiting: { handle: string }[] }>('/me')).data;
		const { handle } = me[0]!;
		expect(await readAgain.open(asker.woman, handle)).toEqual(asker.offered.preview);
		expect(await readAgain.open(woman, handle)).toBeUndefined();
		const lies = JSON.stringify(await app().ctx.db.selectFrom('draft').selectAll().execute());
		for (const secret of [asker.offered.preview.coverName, asker.offered.id, mine!.invitation])
			expect(lies).not.toContain(secret);
		must(await invitations.ask(asker.woman, asker.offered, form));
		expect(await kept()).toBe(1);
		must(await invitations.withdraw(asker.woman, mine!.invitation));
		expect(await readAgain.open(asker.woman, handle)).toBeUndefined();
		expect(await kept()).toBe(0);
		const { view: now } = must(await groups.open(woman, view.group));
		const other = await newAsker(app(), woman, now, { name: 'Noor' });
		expect(await kept()).toBe(1);
		must(await invitations.revoke(woman, now, { invitation: other.invitation }));
		expect(await kept()).toBe(0);
		await newMember(app(), woman, must(await groups.open(woman, view.group)).view);
		expect(await kept()).toBe(0);
	});

	it('wants the talk before a member is admitted, and is gone when she took it back', async () => {
		const { woman, view } = await newFounder(app());
		const asker = await newAsker(app(), woman, view);
		const [one] = must(await waiting.list(woman, view)).waiting;
		expect(await waiting.admit(woman, view, one!)).toEqual({ ok: false, reason: 'no-talk' });
		const { talk } = must(await waiting.recordTalk(woman, view, { waiting: one!, note: '' }));
		expect(await waiting.recordTalk(woman, view, { waiting: one!, note: 'Twice' })).toMatchObject({ reason: 'edited' });
		const [mine] = must(await groups.list(asker.woman)).asked;
		must(await invitations.withdraw(asker.woman, mine!.invitation));
		expect(await waiting.admit(woman, view, { ...one!, talk })).toEqual({ ok: false, reason: 'gone' });
		expect(must(await waiting.list(woman, view)).waiting).toEqual([]);
	});

	it('does not let anybody into a group twice', async () => {
		const { woman, view } = await newFounder(app());
		const wren = await newMember(app(), woman, view);
		const { secret } = must(await invitations.start(woman, view, { role: 'member' }));
		const { offered } = must(await invitations.preview(wren.woman, { fragment: secret.fragment }));
		expect(await invitations.ask(wren.woman, offered, form)).toEqual({ ok: false, reason: 'already' });
	});

	it('shows a request that the server has swapped as doubtful, and admits nobody by it', async () => {
		const { woman, view } = await newFounder(app());
		await newAsker(app(), woman, view, { name: 'One' });
		await newAsker(app(), woman, view, { name: 'Two' });
		const { writer } = app().database;
		const rows = await writer
			.selectFrom('invitation')
			.select(['id', 'request', 'asked_handle'])
			.where('group_id', '=', view.group)
			.execute();
		for (const [at, { id }] of rows.entries()) {
			const { request, asked_handle } = rows[1 - at]!;
			await writer.updateTable('invitation').set({ request, asked_handle }).where('id', '=', id).execute();
		}
		const listed = must(await waiting.list(woman, view));
		expect(listed.waiting).toEqual([]);
		expect(listed.doubtful.map((d) => d.reason)).toEqual(['damaged', 'damaged']);
	});

	it('shows the agreement of the day: a publication renews what is open', async () => {
		const { woman, view } = await newFounder(app());
		const { secret } = must(await invitations.start(woman, view, { role: 'member' }));
		const text = {
			topics: [{ title: 'Respect', text: 'We listen.' }],
			reviewDay: '2027-03-01',
			changed: '',
			kind: 'major' as const
		};
		must(await agreements.publish(woman, view, text));
		const { offered } = must(await invitations.preview(stranger(app()), { fragment: secret.fragment }));
		expect(offered.preview.agreement).toMatchObject({ version: 1, topics: text.topics });
	});
});
