import { expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder, newMember, type Woman } from '../../../server/testing-groups.ts';
import { slices } from '../../../server/app.ts';
import type { Facilitator } from '#lib/platform/server/actor.ts';
import { Refusal } from '#lib/platform/server/route.ts';
import * as flows from '../client/members.ts';
import * as groups from '../client/groups.ts';
import * as changes from './changes.ts';
import { gate } from './gate.ts';
import * as members from './members.ts';

eachDatabase('two facilitators against each other', (app) => {
	const starting = async () => {
		const { woman: maren, view } = await newFounder(app());
		const ifeoma = await newMember(app(), maren, view, { name: 'Ifeoma', role: 'facilitator' });
		const wren = await newMember(app(), maren, view);
		const { handle } = view.me;
		return { maren: { woman: maren, view, handle }, ifeoma, wren, group: view.group };
	};
	/** Let in by the gate, as a request is before it waits for its turn. */
	const letIn = async (woman: Woman, group: string) => {
		const token = woman.cookie().split('=')[1];
		const actor = await gate(app().ctx, { who: 'facilitator', group, token, address: '' } as never);
		return actor as Facilitator;
	};
	const suspended = async (group: string) => {
		const rows = app().ctx.db.selectFrom('membership_role').select('handle').where('group_id', '=', group);
		return (await rows.where('suspended_day', 'is not', null).execute()).map((row) => row.handle);
	};

	it('lets exactly one of two who suspend each other at the same moment', async () => {
		const { maren, ifeoma, group } = await starting();
		const [a, b] = [await letIn(maren.woman, group), await letIn(ifeoma.woman, group)];
		const both = await Promise.all([members.cut(app().ctx, a, ifeoma.handle), members.cut(app().ctx, b, maren.handle)]);
		expect(both.filter((done) => !(done instanceof Refusal))).toEqual([{ suspended: true }]);
		expect(both.find((done) => done instanceof Refusal)).toMatchObject({ status: 404, reason: 'not-here' });
		expect(await suspended(group)).toHaveLength(1);
	});

	it('keeps one who was suspended from giving the role back, to herself or to another', async () => {
		const { maren, ifeoma, group } = await starting();
		const third = await newMember(app(), maren.woman, maren.view, { name: 'Third', role: 'facilitator' });
		const late = await letIn(ifeoma.woman, group);
		for (const one of [ifeoma, third]) must(await flows.cut(maren.woman, group, one.handle));
		for (const handle of [ifeoma.handle, third.handle]) {
			expect(await members.restore(app().ctx, late, handle)).toMatchObject({ status: 404, reason: 'not-here' });
			expect(await ifeoma.woman.api.post(`/groups/${group}/members/${handle}/restore`)).toMatchObject({ status: 404 });
		}
		expect(await members.cut(app().ctx, late, maren.handle)).toMatchObject({ status: 404 });
		expect((await suspended(group)).sort()).toEqual([ifeoma.handle, third.handle].sort());
		must(await flows.restore(maren.woman, maren.view, ifeoma.handle));
		expect(await suspended(group)).toEqual([third.handle]);
	});

	it('takes no facilitator’s change of one who was suspended while it was on its way', async () => {
		const { maren, ifeoma, wren, group } = await starting();
		must(await groups.open(ifeoma.woman, group));
		const late = await letIn(ifeoma.woman, group);
		const { vault } = ifeoma.woman;
		const circles = await vault.dueAfter(group, { kind: 'remove', handle: wren.handle });
		const lines = await ifeoma.woman.api.get<{ circles: never[] }>(
			`/groups/${group}/live-lines?circles=${circles.join()}`
		);
		const rotations = must(lines).data.circles;
		const { change } = must(await vault.remove(group, { day: ifeoma.view.today, handle: wren.handle, rotations }));
		must(await flows.cut(maren.woman, group, ifeoma.handle));
		const incoming = { ...change, offers: [], erase: false };
		const answer = await changes.apply(app().ctx, slices, late, incoming);
		expect(answer).toMatchObject({ status: 422, reason: 'roster', more: { why: 'not-allowed' } });
	});
});
