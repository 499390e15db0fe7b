import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openVault } from '#lib/crypto/open-vault.ts';
import type { Scrypt } from '#lib/crypto/stretch.ts';
import * as groups from '#lib/groups/client/groups.ts';
import * as invitations from '#lib/groups/client/invitations.ts';
import { personOf, type GroupView } from '#lib/groups/client/view.ts';
import * as waiting from '#lib/groups/client/waiting.ts';
import { makeApi } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { enter } from '#lib/platform/client/entry.ts';
import * as debriefs from '#lib/sessions/client/debriefs.ts';
import * as sessions from '#lib/sessions/client/sessions.ts';
import * as venues from '#lib/venues/client/venues.ts';
import { openHouse, type House } from '../../server/install.ts';
import type { PracticePerson } from './practice.ts';
import { seed } from './seed.ts';
import { must } from './woman.ts';

/** Eleven real stretchings take longer than all other tests together; the browser journey does them. */
const quick: Scrypt = async (secret, salt) => {
	const both = new Uint8Array([...secret, ...salt]);
	return new Uint8Array(await crypto.subtle.digest('SHA-256', both));
};

const ORIGIN = 'http://localhost:3000';
let dataDir: string;
let house: House;
let now = Date.UTC(2026, 10, 23, 12, 0);

function browser(): Client {
	let cookie = '';
	const send = async (path: string, init: RequestInit) => {
		const headers = { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) };
		const response = await house.current().app.fetch(new Request(ORIGIN + path, { ...init, headers }));
		for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? '';
		return response;
	};
	return { api: makeApi(send), vault: openVault({ scrypt: quick }), now: () => now };
}

/** Enters as one of them, with the words that the list shows. */
async function enterAs(chosen: string): Promise<{ client: Client; view: GroupView }> {
	const client = browser();
	const { people } = must(await client.api.get<{ people: PracticePerson[] }>('/practice'), 'list').data;
	const person = people.find((p) => p.chosen === chosen);
	must(await enter(client, { name: person?.name ?? '', kind: 'passphrase', secret: person?.words ?? '' }), 'enter');
	const [mine] = must(await groups.list(client), 'groups').groups;
	return { client, view: must(await groups.open(client, mine?.group ?? ''), 'open').view };
}

beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), 'rowan-practice-'));
	house = await openHouse({
		dataDir,
		database: join(dataDir, 'rowan.sqlite'),
		publicUrl: () => new URL(ORIGIN),
		onCrash: (_, error) => console.error(error),
		now: () => now
	});
	expect(await house.startPractice((running, clock) => seed(running, clock, { scrypt: quick }))).toEqual({ ok: true });
}, 60_000);
afterAll(async () => {
	await house.close();
	rmSync(dataDir, { recursive: true, force: true });
});

describe('the example group', () => {
	it('is in the middle of its life, as a facilitator sees it', async () => {
		const { client, view } = await enterAs('Maren');
		expect(view.card?.body.coverName).toBe('Kettle and Thread');
		expect(view.members.map((m) => m.name)).toEqual(
			expect.arrayContaining(['Maren', 'Ifeoma', 'Wren', 'Noor', 'Dilys', 'Bee', 'Xiomara', 'Hanna', 'Priya', 'Jo'])
		);
		expect(view.members.filter((m) => m.facilitator)).toHaveLength(2);
		expect(view.members).toHaveLength(10);
		expect(view.agreement.newest?.body.version).toBe(2);
		expect(view.agreement.waitingFor.map((h) => personOf(view, h)?.name)).toEqual(['Jo']);

		const { waiting: asked } = must(await waiting.list(client, view), 'waiting');
		expect(asked.map((w) => [w.request.name, w.talk])).toEqual([['Saoirse', null]]);
		const { invitations: invited } = must(await invitations.list(client, view), 'invitations');
		expect(invited.filter((i) => i.state === 'open')).toHaveLength(1);

		const { sessions: all } = must(await sessions.list(client, view), 'sessions');
		expect(all.map((s) => s.state).sort()).toEqual(['announced', 'closed', 'closed', 'closed']);
		for (const past of all.filter((s) => s.state === 'closed')) {
			const { voices } = must(await debriefs.read(client, view, past.id), 'debrief');
			expect(Object.values(voices).every((voice) => voice.body.how.length > 20)).toBe(true);
			expect(Object.keys(voices)).toHaveLength(2);
		}
	});

	it('meets tomorrow evening, with answers that only facilitators see, and a place for who comes', async () => {
		const maren = await enterAs('Maren');
		const { sessions: all } = must(await sessions.list(maren.client, maren.view), 'sessions');
		const tomorrow = all.find((s) => s.state === 'announced');
		expect(tomorrow?.startsAt).toBe(Date.UTC(2026, 10, 24, 18, 30));
		expect(tomorrow?.differs).toEqual([]);
		const id = tomorrow?.id ?? '';
		const { session } = must(await sessions.get(maren.client, maren.view, id), 'tomorrow');
		expect(Object.values(session.answers).sort()).toEqual(['no', 'perhaps', 'yes', 'yes', 'yes', 'yes', 'yes']);

		const wren = await enterAs('Wren');
		const hers = must(await sessions.get(wren.client, wren.view, id), 'tomorrow').session;
		expect([Object.keys(hers.answers), hers.coming?.body]).toEqual([[wren.view.me.handle], 'yes']);
		const venue = hers.venue ?? '';
		expect(must(await venues.card(wren.client, wren.view, venue), 'card').card.body.address).toContain('Rose Yard');
		const priya = await enterAs('Priya');
		expect(await venues.card(priya.client, priya.view, venue)).toMatchObject({ ok: false, reason: 'not-open' });
	});

	it('shows its clock the right time again, and leaves nothing behind that is due', async () => {
		expect(house.current().install.ctx.now()).toBe(now);
		now += 60_000;
		expect(house.current().install.ctx.now()).toBe(now);
	});

	it('is thrown away with one press, and a real install has no such list', async () => {
		const anybody = browser();
		expect((await anybody.api.delete('/practice')).ok).toBe(true);
		expect(house.current().install.practice).toBe(false);
		expect(await anybody.api.get('/practice')).toMatchObject({ status: 404 });
		expect(await anybody.api.delete('/practice')).toMatchObject({ status: 404 });
	});
});
