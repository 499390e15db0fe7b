import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleOf } from '#lib/crypto/record-types.ts';
import * as members from '#lib/groups/client/members.ts';
import type { GroupView } from '#lib/groups/client/view.ts';
import { verdicts } from '#lib/groups/server/registry.ts';
import { newId, sha256 } from '#lib/platform/server/context.ts';
import type { Route } from '#lib/platform/server/route.ts';
import { routes, slices } from './app.ts';
import { makeToken } from './first-run.ts';
import { kinds, ORIGIN, startApp, type Kind, type TestApp } from './testing.ts';
import { must, newAsker, newFounder, newMember, type Woman } from './testing-groups.ts';
import { LINES, ROLES, SWAPS, type Role } from './who-may.ts';

const keyOf = ({ method, path }: Route) => `${method} ${path}`;

let app: TestApp;
let bearer = '';
let view: GroupView;
let foreign: GroupView;
let founder: Woman;
let spare = '';
const people: Partial<Record<Role, Woman>> = {};
const here: Record<string, string> = {};
const there: Record<string, string> = {};

async function populate(kind: Kind): Promise<void> {
	app = await startApp(kind);
	bearer = await makeToken(app.ctx);
	({ woman: founder, view } = await newFounder(app));
	const other = await newFounder(app);
	foreign = other.view;
	const member = await newMember(app, founder, view, { name: 'M' });
	const ex = await newMember(app, founder, view, { name: 'X' });
	spare = (await newMember(app, founder, view, { name: 'Spare' })).handle;
	const suspended = await newMember(app, founder, view, { name: 'S', role: 'facilitator' });
	must(await members.remove(founder, view, { handle: ex.handle }));
	must(await members.cut(founder, view.group, suspended.handle));
	const asker = await newAsker(app, founder, view, { name: 'W' });
	await newAsker(app, other.woman, foreign, { name: 'Elsewhere' });
	Object.assign(people, {
		F: founder,
		M: member.woman,
		S: suspended.woman,
		X: ex.woman,
		W: asker.woman,
		A: other.woman
	});
	await plant(here, view, suspended.handle);
	await plant(there, foreign, foreign.me.handle);
}

/** One object of each kind in a group; rows alone, since only who may ask for them is the question here. */
async function plant(ids: Record<string, string>, { group, me }: GroupView, handle: string): Promise<void> {
	const { writer } = app.database;
	const [venue, session] = [newId(), newId()];
	const now = app.clock.now;
	await writer.insertInto('venue').values({ id: venue, group_id: group, retired_day: null }).execute();
	await writer
		.insertInto('session')
		.values({
			id: session,
			group_id: group,
			venue_id: venue,
			starts_at: now,
			ends_at: now + 1,
			state: 'announced',
			revision: 1
		})
		.execute();
	await writer.insertInto('session_facilitator').values({ session_id: session, handle: me.handle }).execute();
	const asked = await writer
		.selectFrom('invitation')
		.select('id')
		.where('group_id', '=', group)
		.where('state', '=', 'asked')
		.executeTakeFirstOrThrow();
	Object.assign(ids, {
		group,
		handle,
		venue,
		session,
		type: 'profile',
		id: me.handle,
		invitation: asked.id,
		notice: newId(),
		key: 'note:1'
	});
}

/** The address of a route, with an object of this group for every name in it. */
function pathTo(route: Route, ids: Record<string, string>): string {
	const asks = { ...ids };
	if (route.path.endsWith('/offer')) asks.id = ids.invitation ?? '';
	if (route.path.startsWith('/me/sign-ins')) asks.id = sha256('no session');
	if (route.path.endsWith('/cut') && ids === here) asks.handle = spare;
	return `/api${route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(asks[name] ?? ''))}`;
}

async function ask(
	route: Route,
	role: Role,
	ids: Record<string, string>,
	body: unknown
): Promise<{ status: number; reason: string }> {
	const cookie = people[role]?.cookie();
	const headers: Record<string, string> = { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) };
	if (role === 'O') headers.authorization = `Bearer ${bearer}`;
	const query = LINES[keyOf(route)]?.query;
	const init = { method: route.method, headers, ...(route.method === 'GET' ? {} : { body: JSON.stringify(body) }) };
	const response = await app.fetch(new Request(`${ORIGIN}${pathTo(route, ids)}${query ? `?${query}` : ''}`, init));
	if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
		await response.body?.cancel();
		return { status: response.status, reason: '' };
	}
	const { reason = '' } = (await response.json().catch(() => ({}))) as { reason?: string };
	return { status: response.status, reason };
}

/** Let in: whatever is said about what she asked. Kept out: she is not told whether it is there at all. */
function isLetIn(route: Route, { status, reason }: { status: number; reason: string }): boolean {
	if (status === 401) return false;
	return !(route.path.includes('/:group') && route.who !== 'nobody' && status === 404 && reason === 'not-here');
}

async function everybodySignsInAgain(): Promise<void> {
	for (const role of ROLES) {
		const woman = people[role];
		if (woman) people[role] = await woman.again();
	}
}

const inOrder = Object.keys(LINES).flatMap((key) => routes.filter((route) => keyOf(route) === key));

it('has a line for every route, and a route for every line', () => {
	expect(Object.keys(LINES).sort()).toEqual(routes.map(keyOf).sort());
});

// The groups and the people of one database; then everything anew on the next.
describe.each(kinds)('on %s', (kind) => {
	beforeAll(() => populate(kind));
	afterAll(() => app.close());

	describe('objects of another group are not there', () => {
		const naming = routes.filter((route) => /\/:group\/.*:/.test(route.path));

		it('has a request for every route that names one', () => {
			expect(Object.keys(SWAPS).sort()).toEqual(naming.map(keyOf).sort());
		});

		it.each(naming.map((route) => [keyOf(route), route] as const))('%s', async (key, route) => {
			const part = { base: 0, epoch: 1, envelope: `A${'A'.repeat(80)}` };
			const session = {
				revision: 1,
				startsAt: app.clock.now + 1,
				endsAt: app.clock.now + 2,
				venue: null,
				override: null
			};
			const bodies: Record<string, unknown> = {
				record: { circle: 'group', ...part },
				session: { ...session, facilitators: [view.me.handle], plan: part },
				answer: { mayOpen: true, remind: false, answer: part },
				reminder: { runAt: app.clock.now + 1, words: 'Water the plant' }
			};
			const wanted = SWAPS[key];
			const body = typeof wanted === 'string' ? bodies[wanted] : wanted;
			const answer = await ask(route, 'F', { ...there, group: here.group ?? '' }, body);
			expect(answer).toEqual(wanted === 'nothing' ? { status: 204, reason: '' } : { status: 404, reason: 'not-here' });
		});
	});

	describe('sealed record types', () => {
		const types = [...slices.registry.values()];
		const place = { circle: '', owner: '', id: newId() };

		it.each(types.map((type) => [type.type, type] as const))(
			'%s is signed exactly when sealing says so',
			(name, type) => {
				expect(type.signed).toBe(ruleOf(name).proof === 'signature');
			}
		);

		it.each(types.map((type) => [type.type, type] as const))(
			'%s is nothing to a member outside its circle',
			async (_, type) => {
				const reader = { handle: newId(), facilitator: false, state: 'member' as const };
				const other = newId();
				const at =
					type.circle === 'member'
						? { ...place, circle: `member:${other}`, owner: other }
						: { ...place, circle: type.circle };
				const rules = verdicts(app.ctx.db, { group: view.group, reader, now: app.clock.now });
				expect(await rules.mayWrite(type, { ...at, circle: type.circle === 'group' ? 'facilitators' : 'group' })).toBe(
					false
				);
				if (type.circle === 'group') return;
				expect([await rules.mayRead(type, at), await rules.mayWrite(type, at)]).toEqual([false, false]);
			}
		);

		it('refuses a type that nobody has registered', async () => {
			const at = { circle: 'group', base: 0, epoch: 1, envelope: 'A'.repeat(80) };
			const answer = await founder.api.put(`/groups/${view.group}/records/anything/${newId()}`, at);
			expect(answer).toMatchObject({ status: 404, reason: 'not-here' });
			expect(await founder.api.get(`/groups/${view.group}/records?types=anything`)).toMatchObject({
				data: { records: [] }
			});
		});
	});

	describe('who may what', () => {
		it.each(inOrder.map((route) => [keyOf(route), route] as const))('%s', async (key, route) => {
			const { may = '', body = {} } = LINES[key] ?? {};
			if (key === 'DELETE /me') await everybodySignsInAgain();
			for (const role of ROLES) {
				const answer = await ask(route, role, here, body);
				const letIn = isLetIn(route, answer);
				expect(`${role} ${letIn ? 'in' : 'out'}`, JSON.stringify(answer)).toBe(
					`${role} ${may.includes(role) ? 'in' : 'out'}`
				);
				expect(answer.status, `${role} on ${key}`).toBeLessThan(500);
			}
		});
	});
});
