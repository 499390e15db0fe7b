import { expect, it } from 'vitest';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder, newMember } from '../../../server/testing-groups.ts';
import { t } from '#lib/words/t.ts';
import { nameOf } from '../names.ts';
import * as groups from './groups.ts';
import * as invitations from './invitations.ts';
import * as members from './members.ts';
import { personOf } from './view.ts';

eachDatabase('the name of a woman', (app) => {
	it('is after she has left that of someone who left: for facilitators, members and herself, and one is like another', async () => {
		const { woman: maren, view } = await newFounder(app());
		const { group } = view;
		const seen = async (who: typeof maren) => must(await groups.open(who, group)).view;
		const ifeoma = await newMember(app(), maren, view, { name: 'Ifeoma', role: 'facilitator' });
		must(await invitations.start(ifeoma.woman, await seen(ifeoma.woman), { role: 'member' }));
		const wren = await newMember(app(), maren, await seen(maren), { name: 'Wren' });
		const noor = await newMember(app(), maren, await seen(maren), { name: 'Noor' });
		expect(nameOf(personOf(await seen(noor.woman), wren.handle))).toBe('Wren');
		for (const gone of [wren, ifeoma]) must(await members.leave(gone.woman, await seen(gone.woman), { erase: true }));

		const someone = t('groups.members.someone');
		for (const who of [maren, noor.woman, await noor.woman.again()]) {
			const now = await seen(who);
			expect([wren, ifeoma].map(({ handle }) => nameOf(personOf(now, handle)))).toEqual([someone, someone]);
			expect(JSON.stringify(now)).not.toMatch(/Wren|Ifeoma/);
		}
		const [made] = must(await invitations.list(maren, await seen(maren))).invitations.filter(
			({ state }) => state === 'revoked'
		);
		expect(nameOf(personOf(await seen(maren), made!.by))).toBe(someone);
		// One who is in the group, and of whom nothing is to be had just now.
		expect(nameOf({ ...personOf(await seen(maren), noor.handle)!, name: '' })).toBe(t('groups.members.nameless'));
	});
});
