import { expect, it } from 'vitest';
import { newId } from '#lib/crypto/encoding.ts';
import { noAccess, type Access } from '#lib/groups/access.ts';
import * as groups from '#lib/groups/client/groups.ts';
import * as invitations from '#lib/groups/client/invitations.ts';
import type { GroupView } from '#lib/groups/client/view.ts';
import * as venues from '#lib/venues/client/venues.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { card, must, newFounder, stranger, type Woman } from '../../../server/testing-groups.ts';
import { DAY, HOUR } from '../../../server/testing-sessions.ts';
import { template } from '../template.ts';
import * as sessions from './sessions.ts';

const nothing = { outline: null, card: null };
const told: Access = { ...noAccess, stepFree: 'yes', toilet: 'no', other: 'A hearing loop by the window' };

/** A place of which every field is a word of its own, so that each can be looked for. */
const place = (name: string, access: Access) => ({
	id: newId(),
	base: nothing,
	outline: { name: `${name} room`, area: `${name} quarter`, sideRoom: `${name} kitchen`, access },
	card: {
		address: `12 ${name} Street`,
		door: `${name} door`,
		reception: `Say ${name}`,
		steps: [`Left at ${name}`],
		place: { lat: 53_800_800, lng: -1_549_100 }
	},
	picture: 'QUxMT0ZJVA'
});

eachDatabase('an invited woman', (app) => {
	/** What she reads before any sign-up, and all that was sealed for her. */
	const reads = async (fragment: string) =>
		must(await invitations.preview(stranger(app()), { fragment })).offered.preview;
	const invite = async (woman: Woman, view: GroupView) =>
		must(await invitations.start(woman, view, { role: 'member' })).secret.fragment;

	it('is told what the place is like, and nothing of where it is', async () => {
		const { woman, view } = await newFounder(app());
		expect((await reads(await invite(woman, view))).place).toBeNull();
		must(await venues.save(woman, view, place('Canary', told)));
		const preview = await reads(await invite(woman, view));
		expect(preview.place).toEqual(told);
		expect(Object.keys(preview.place ?? {}).sort()).toEqual(Object.keys(noAccess).sort());
		expect(JSON.stringify(preview)).not.toMatch(/Canary|53800800|1549100|QUxMT0ZJVA/);
		expect(preview).toMatchObject({ area: card.area, languages: card.languages });
	});

	it('is not told of a place about which nobody has written', async () => {
		const { woman, view } = await newFounder(app());
		must(await venues.save(woman, view, place('Canary', noAccess)));
		expect((await reads(await invite(woman, view))).place).toBeNull();
	});

	it('reads of the place of the next session, and of another one once that changes', async () => {
		const { woman, view: first } = await newFounder(app());
		const view = must(await groups.open(woman, first.group)).view;
		const [here, there] = [place('Canary', told), place('Linnet', { ...noAccess, scent: 'yes' })];
		must(await venues.save(woman, view, here));
		must(await venues.save(woman, view, there));
		const fragment = await invite(woman, view);
		expect((await reads(fragment)).place).toEqual(there.outline.access);
		const startsAt = app().clock.now + 3 * DAY;
		const plan = { sideRoom: '', items: template('usual'), note: '', failed: [], lighting: null };
		const session = { id: newId(), startsAt, endsAt: startsAt + HOUR, venue: here.id, plan, notes: '', reasons: [] };
		must(await sessions.plan(woman, view, { ...session, facilitators: [view.me.handle] }));
		expect((await reads(fragment)).place).toEqual(told);
		const stands = must(await venues.list(woman, view)).venues.find((one) => one.id === here.id);
		const opened = must(await venues.card(woman, view, here.id));
		const base = { outline: stands?.outline ?? null, card: opened.card };
		const outline = { ...here.outline, access: { ...told, cameras: 'no' as const } };
		must(await venues.save(woman, view, { ...here, outline, base, picture: undefined }));
		expect((await reads(fragment)).place).toEqual(outline.access);
		expect(JSON.stringify(await reads(fragment))).not.toMatch(/Canary|Linnet/);
	});

	it('is told by nobody else: the list that names the place is not there for another group', async () => {
		const { woman, view } = await newFounder(app());
		must(await venues.save(woman, view, place('Canary', told)));
		const other = await newFounder(app());
		const answer = await other.woman.api.get(`/groups/${view.group}/invitations`);
		expect(answer).toMatchObject({ ok: false, status: 404 });
	});
});
