import { newId } from '#lib/crypto/encoding.ts';
import { noAccess } from '#lib/groups/access.ts';
import * as groups from '#lib/groups/client/groups.ts';
import type { GroupView } from '#lib/groups/client/view.ts';
import * as sessions from '#lib/sessions/client/sessions.ts';
import { template } from '#lib/sessions/template.ts';
import * as venues from '#lib/venues/client/venues.ts';
import type { VenueForm } from '#lib/venues/venue.ts';
import type { TestApp } from './testing.ts';
import { must, newFounder, newMember, type Woman } from './testing-groups.ts';

// A group with a place, two facilitators and two members, for what happens round a session.

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface Someone {
	woman: Woman;
	view: GroupView;
	handle: string;
}

const place: VenueForm = {
	outline: { name: 'The Thursday room', area: '', sideRoom: 'Kitchen', access: noAccess },
	card: { address: '12 Canary Street', door: '', reception: '', steps: [], place: null }
};

export interface Stage {
	maren: Someone;
	ifeoma: Someone;
	wren: Someone;
	noor: Someone;
	venue: string;
	input(change?: Partial<sessions.PlanInput>): sessions.PlanInput;
	planned(change?: Partial<sessions.PlanInput>): Promise<{ id: string; revision: number }>;
	announced(change?: Partial<sessions.PlanInput>): Promise<string>;
	/** What one of them sees of a session. */
	read(one: Someone, id: string): Promise<sessions.SessionDetail>;
}

export async function makeStage(app: TestApp): Promise<Stage> {
	const { woman, view: first } = await newFounder(app);
	const ifeoma = await newMember(app, woman, first, { name: 'Ifeoma', role: 'facilitator' });
	const wren = await newMember(app, woman, first, { name: 'Wren' });
	const noor = await newMember(app, woman, first, { name: 'Noor' });
	for (const one of [ifeoma, wren]) one.view = must(await groups.open(one.woman, first.group)).view;
	const { view } = must(await groups.open(woman, first.group));
	const maren = { woman, view, handle: view.me.handle };
	const { id: venue } = must(
		await venues.save(woman, view, { ...place, id: newId(), base: { outline: null, card: null } })
	);
	const input = (change: Partial<sessions.PlanInput> = {}): sessions.PlanInput => ({
		id: newId(),
		startsAt: app.clock.now + 10 * DAY,
		endsAt: app.clock.now + 10 * DAY + 2 * HOUR,
		venue,
		facilitators: [maren.handle, ifeoma.handle],
		plan: { sideRoom: 'Kitchen', items: template('usual'), note: 'Bring a cup', failed: [], lighting: null },
		notes: 'Watch the stairs',
		reasons: [],
		...change
	});
	const planned = async (change?: Partial<sessions.PlanInput>) =>
		must(await sessions.plan(maren.woman, maren.view, input(change)));
	return {
		maren,
		ifeoma,
		wren,
		noor,
		venue,
		input,
		planned,
		announced: async (change) => {
			const made = await planned(change);
			must(await sessions.announce(maren.woman, maren.view, made));
			return made.id;
		},
		read: async (one, id) => must(await sessions.get(one.woman, one.view, id)).session
	};
}
