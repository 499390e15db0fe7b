import { expect, it } from 'vitest';
import { newId } from '#lib/crypto/encoding.ts';
import { noAccess } from '#lib/groups/access.ts';
import * as groups from '#lib/groups/client/groups.ts';
import { getRecords, putRecord } from '#lib/groups/client/records.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder, newMember } from '../../../server/testing-groups.ts';
import * as venues from '../client/venues.ts';

const outline = { name: 'The blue room', area: '', sideRoom: '', access: noAccess };
const card = { address: '', door: '', reception: '', steps: [], place: null };

eachDatabase('a lighting check', (app) => {
	it('is changed by whoever noted it and by nobody else; of two, both stand', async () => {
		const { woman: maren, view: founded } = await newFounder(app());
		const ifeoma = await newMember(app(), maren, founded, { name: 'Ifeoma', role: 'facilitator' });
		const view = must(await groups.open(maren, founded.group)).view;
		const hers = must(await groups.open(ifeoma.woman, founded.group)).view;
		const base = { outline: null, card: null };
		const venue = must(await venues.save(maren, view, { id: newId(), base, outline, card })).id;
		const id = newId();
		const said = { venue, day: view.today, by: view.me.handle, seen: 'Two lamps out by the bridge' };
		must(await venues.addLighting(maren, view, { ...said, id }));

		const [stands] = must(await getRecords(ifeoma.woman, hers, { types: ['lighting'], ids: [id] })).records;
		const piece = { circle: 'facilitators', type: 'lighting', id } as const;
		const over = { ...piece, base: stands!, body: { v: 1, ...said, seen: 'All is well' } };
		expect(await putRecord(ifeoma.woman, hers, over)).toMatchObject({ ok: false, reason: 'not-here' });
		must(await venues.addLighting(ifeoma.woman, hers, { ...said, by: hers.me.handle, seen: 'All lit', id: newId() }));
		must(await putRecord(maren, view, { ...over, body: { v: 1, ...said, seen: 'One lamp out' } }));

		const seen = must(await venues.lightings(ifeoma.woman, hers, venue)).lightings.map((one) => one.seen);
		expect(seen.sort()).toEqual(['All lit', 'One lamp out']);
	});
});
