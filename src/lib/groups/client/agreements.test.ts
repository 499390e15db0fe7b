import { expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder, newMember } from '../../../server/testing-groups.ts';
import * as agreements from './agreements.ts';
import * as groups from './groups.ts';

const topics = [{ title: 'Respect', text: 'We listen.' }];
const text = { topics, reviewDay: '2027-03-01', changed: '', kind: 'major' as const };

eachDatabase('an agreement', (app) => {
	it('is asked again after a change of meaning, and the old one holds until she answers', async () => {
		const { woman, view } = await newFounder(app());
		const first = must(await agreements.publish(woman, view, text));
		expect(first.view.agreement.standing).toEqual({ inForce: 1, newest: 1, asked: false });
		const wren = await newMember(app(), woman, first.view);
		const now = must(await groups.open(woman, view.group)).view;
		const second = must(
			await agreements.publish(woman, now, { ...text, topics: [{ title: 'Respect', text: 'We listen, and pass.' }] })
		).view;
		expect(second.agreement.waitingFor).toEqual([wren.handle]);
		const hers = must(await groups.open(wren.woman, view.group)).view;
		expect(hers.agreement).toMatchObject({
			standing: { inForce: 1, newest: 2, asked: true },
			inForce: { body: { version: 1 } },
			newest: { body: { version: 2 } },
			waitingFor: []
		});
		const accepted = must(await agreements.accept(wren.woman, hers, 2)).view;
		expect(accepted.agreement.standing).toEqual({ inForce: 2, newest: 2, asked: false });
		expect(must(await groups.open(woman, view.group)).view.agreement.waitingFor).toEqual([]);
		expect(await agreements.accept(wren.woman, hers, 3)).toMatchObject({ ok: false, reason: 'not-here' });
	});

	it('is published once when both press at the same moment', async () => {
		const { woman, view } = await newFounder(app());
		const other = await newMember(app(), woman, view, { name: 'Ifeoma', role: 'facilitator' });
		const mine = must(await groups.open(woman, view.group)).view;
		const both = await Promise.all([
			agreements.publish(woman, mine, text),
			agreements.publish(other.woman, other.view, text)
		]);
		expect(both.map((done) => (done.ok ? 'ok' : done.reason)).sort()).toEqual(['edited', 'ok']);
	});

	it('is drafted together: the second to save is shown the first', async () => {
		const { woman, view } = await newFounder(app());
		const other = await newMember(app(), woman, view, { name: 'Ifeoma', role: 'facilitator' });
		const draft = { topics, reviewDay: '2027-03-01' };
		const saved = must(await agreements.saveDraft(woman, view, { draft, base: null }));
		const late = await agreements.saveDraft(other.woman, other.view, { draft: { ...draft, topics: [] }, base: null });
		expect(late).toEqual({ ok: false, reason: 'edited', theirs: saved.draft });
		const hers = { ...draft, topics: [{ title: 'Hers', text: 'Saved while the other one was reading.' }] };
		const newer = must(await agreements.saveDraft(other.woman, other.view, { draft: hers, base: saved.draft }));
		for (const base of [saved.draft, null]) {
			const early = await agreements.publish(woman, view, { ...text, base });
			expect(early).toEqual({ ok: false, reason: 'edited', theirs: newer.draft });
		}
		expect(must(await agreements.draft(other.woman, other.view)).draft).toEqual(newer.draft);
		expect(must(await groups.open(woman, view.group)).view.agreement.standing.newest).toBe(0);
		const published = must(await agreements.publish(woman, view, { ...text, base: newer.draft }));
		expect(must(await agreements.draft(woman, published.view)).draft).toBeNull();
		must(await agreements.saveDraft(woman, published.view, { draft, base: null }));
		expect(await agreements.publish(woman, published.view, { ...text, reviewDay: '2027-02-30' })).toEqual({
			ok: false,
			reason: 'fields'
		});
	});
});
