import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { foldPlayed, type Game } from '#lib/activities/screen/together.ts';
import * as waiting from '#lib/groups/client/waiting.ts';
import { isDone } from '#lib/knot/circle.ts';
import { moves, play, type Move } from '#lib/knot/ring.ts';
import { en } from '#lib/words/catalogue.ts';
import { t } from '#lib/words/t.ts';
import { problemsOn } from './access.ts';
import { must } from './audit/meeting.ts';
import { button, link } from './knot-guide.ts';
import { seatThem, type Seated } from './knot-seats.ts';
import { join, ring, toLive } from './knot-table.ts';
import { enterAs, goInside, look, practise, type PEOPLE } from './practice.ts';
import type { Served } from './serve.ts';

// A knot that others have on their phones: a finger on the picture, and women who come late.

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

type Name = keyof typeof PEOPLE;

/** Her phone, with fingers, at the table. */
async function atTable(browser: Browser, who: Name, code?: string) {
	const touch = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
	const context = await look(browser, served, { name: '', context: touch });
	const page = await context.newPage();
	await enterAs(page, who);
	const group = (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	const live = await toLive({ page, group });
	if (code) {
		await page.getByLabel(en['live.begin.code']).fill(code);
		await button(page, 'live.begin.do.join').click();
		await expect(button(page, 'live.sheet.next')).toBeVisible();
	}
	await goInside(page, `${live}/knot/together`);
	await expect(page.locator('main h1')).toHaveText(en['knot.together.title']);
	return { page, end: () => context.close() };
}

/** Whole, and above the bar at the bottom. */
async function seen(page: Page, what: Locator): Promise<void> {
	await expect(what).toBeInViewport({ ratio: 1 });
	const [box, bar] = await Promise.all([
		what.boundingBox(),
		page.getByRole('navigation', { name: en['ui.bar.label'] }).boundingBox()
	]);
	expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
}

/** Puts a finger on one figure, draws it to another and lifts it. */
async function drag(page: Page, person: number, other: number): Promise<void> {
	const svg = page.locator('svg[role="group"]');
	await svg.scrollIntoViewIfNeeded();
	const middle = async (of: number) => {
		const box = await page.locator(`svg [data-person="${of}"] circle`).boundingBox();
		return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
	};
	const [from, to] = [await middle(person), await middle(other)];
	const cdp = await page.context().newCDPSession(page);
	const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
		cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
	await finger('touchStart', [from]);
	for (let i = 1; i <= 6; i += 1)
		await finger('touchMove', [{ x: from.x + ((to.x - from.x) * i) / 6, y: from.y + ((to.y - from.y) * i) / 6 }]);
	await finger('touchEnd', []);
	await cdp.detach();
}

/** A neighbour whom she can pass in one way only, so that a drag says all there is to say; and it goes on after that. */
function oneWay({ circle }: Game, person: number): number | undefined {
	const goesOn = (move: Move) => {
		const played = play(circle, move);
		return played.ok && !isDone(played.circle);
	};
	return moves(circle, person).find((reach) => reach.moves.length === 1 && reach.moves.every(goesOn))?.other;
}

test('she draws her own figure past another, on all phones; somebody else’s stays, and it says why', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const seated = await seatThem(served, 5, 'easy');
	const gameOf = async ({ log, store }: Seated) => {
		await log.pull();
		return foldPlayed(log.played, store.facilitators)!.game!;
	};
	const lead = seated[0]!;
	const game = await gameOf(lead);
	const names = ['Wren', 'Noor'] as const;
	const personOf = (name: string) => game.seats.indexOf(seated.find((one) => one.name === name)?.store.handle ?? '');
	const [mover, other] = names
		.map((name) => [name, oneWay(game, personOf(name))] as const)
		.find(([, to]) => to !== undefined)!;
	const watcher = names.find((name) => name !== mover)!;
	const [person, idle] = [personOf(mover), personOf(watcher)];
	const [hers, watching] = [await atTable(browser, mover), await atTable(browser, watcher)];
	const before = await ring(hers.page);
	expect(before).toHaveLength(5);

	await drag(hers.page, idle, game.circle.seats.at(game.circle.seats.indexOf(idle) - 1)!);
	await expect(hers.page.locator('.said')).toHaveText(t('knot.hers', { name: watcher }));
	await seen(hers.page, hers.page.locator('.said'));
	expect((await gameOf(lead)).log).toEqual([]);
	expect(await ring(hers.page)).toEqual(before);

	const across = game.circle.seats[(game.circle.seats.indexOf(person) + 2) % 5]!;
	await drag(hers.page, person, across);
	await expect(hers.page.locator('.said')).toHaveText(en['knot.drag.beside']);
	await seen(hers.page, hers.page.locator('.said'));
	expect(await ring(hers.page)).toEqual(before);

	await drag(hers.page, person, other!);
	const [from, to] = [person, other!].map((one) => game.circle.seats.indexOf(one)) as [number, number];
	const after = before.with(from, before[to]!).with(to, before[from]!);
	for (const { page } of [hers, watching]) await expect.poll(() => ring(page)).toEqual(after);
	for (const one of seated) expect((await gameOf(one)).log).toMatchObject([{ by: game.seats[person] }]);

	// Who comes while it is on is told before she joins, and again once she has.
	const late = await atTable(browser, 'Bee');
	await expect(late.page.getByText(en['knot.join.next'])).toBeVisible();
	await join(late);
	await expect(late.page.getByText(en['knot.together.next'])).toBeVisible();
	await expect(button(late.page, 'knot.leave')).toBeVisible();
	// The others see that she waits: beside the ring, among those standing by, and in the list of names. She has no figure.
	const leads = await atTable(browser, 'Ifeoma', '2468');
	for (const { page } of [hers, leads]) {
		await expect(page.getByText(t('knot.together.waiting', { names: 'Bee' }))).toBeVisible();
		await expect(page.getByRole('listitem').filter({ hasText: 'Bee' }).filter({ visible: true })).toHaveText(
			new RegExp(`^Bee\\s+${en['knot.seated.next']}$`)
		);
		await page.getByText(en['knot.list']).click();
		await expect(page.getByRole('listitem').filter({ hasText: en['knot.seated.next'] })).toHaveCount(2);
		expect(await ring(page)).toEqual(after);
	}
	await expect(leads.page.getByRole('button', { name: t('knot.seated.rest', { name: 'Bee' }) })).toHaveCount(0);
	expect(await problemsOn(leads.page, 'phone', 'one waits for the next knot')).toEqual([]);
	await button(late.page, 'knot.leave').click();
	for (const { page } of [hers, leads]) await expect(page.getByText('Bee').filter({ visible: true })).toHaveCount(0);
	for (const one of [hers, watching, late, leads]) await one.end();
});

test('a woman who is let in while it is on: no plan, but her silent buttons, and the next knot', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const own = await practise();
	const seated = await seatThem(own, 4, 'easy');
	const { client, view, say, log, store } = seated[0]!;
	const asked = must(await waiting.list(client, view), 'waiting').waiting.find(
		({ request }) => request.name === 'Saoirse'
	)!;
	const talk = asked.talk ?? must(await waiting.recordTalk(client, view, { waiting: asked, note: '' }), 'talk').talk;
	must(await waiting.admit(client, view, { ...asked, talk }), 'admit');

	const context = await look(browser, own, { name: '', context: { viewport: { width: 360, height: 740 } } });
	const page = await context.newPage();
	await enterAs(page, 'Saoirse');
	const group = (await page.locator('nav a[href^="/app/g/"]').first().getAttribute('href')) ?? '';
	await toLive({ page, group });
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(en['live.late.title']);
	await expect(page.getByText(en['live.late.knot'])).toBeVisible();
	expect(await problemsOn(page, 'phone', 'let in on the way')).toEqual([]);
	await button(page, 'live.member.with-me').click();
	await expect(page.getByText(en['live.member.said.with-me'])).toBeVisible();
	await say({ kind: 'shut', table: foldPlayed(log.played, store.facilitators)!.id });
	await say({ kind: 'open' });
	await link(page, 'knot.together.go').click();
	await join({ page });
	await context.close();
	await own.stop();
});
