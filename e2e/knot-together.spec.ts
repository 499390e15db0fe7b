import { expect, test, type Page } from '@playwright/test';
import { en } from '#lib/words/catalogue.ts';
import { t } from '#lib/words/t.ts';
import { problemsOn } from './access.ts';
import { button, link } from './knot-guide.ts';
import { gather, hint, join, move, moveByKeys, moveSomehow, over, ring, toTable, type Phone } from './knot-table.ts';
import { goInside, practise, wordsOf } from './practice.ts';
import type { Served } from './serve.ts';

// The human knot on everyone's phone: five women, five browsers, one ring.

test.use({ serviceWorkers: 'allow' }); // parts of it go on without a network

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

/** By what each is called at the table. */
type Called = Record<string, Phone>;

test('a knot of five on five phones: joined, dealt, left, come back to, without a network for a while, and undone', async ({
	browser
}) => {
	test.setTimeout(240_000);
	const { phones, live } = await gather(browser, served, ['Maren', 'Ifeoma', 'Wren', 'Noor', 'Dilys']);
	const [maren, ifeoma, wren, noor, dilys] = phones as [Phone, Phone, Phone, Phone, Phone];
	await expect(link(wren.page, 'knot.together.go')).toHaveCount(0);
	const kitchen = t('sessions.where.side-room.is', { room: 'Small kitchen, first door on the left' });

	await test.step('it is opened, and each chooses', async () => {
		for (let parts = 2; parts <= 3; parts += 1) {
			await button(maren.page, 'live.sheet.next').click();
			await expect(maren.page.getByText(`Part ${parts} of 5`)).toBeVisible();
		}
		await link(maren.page, 'activities.knot.together').click();
		await button(maren.page, 'knot.together.open').click();
		for (const phone of [ifeoma, wren, noor, dilys]) {
			await expect(phone.page.getByText(en['knot.together.here'])).toBeVisible();
			if (phone !== ifeoma) await expect(phone.page.getByText(kitchen)).toBeVisible();
			await toTable(phone);
		}
		await expect(button(maren.page, 'knot.seated.deal')).toBeDisabled();
		for (const phone of [wren, ifeoma, maren]) await join(phone);
		// Two take the same plant at the same moment: the later one has another, on all phones, and is told.
		await dilys.page.context().setOffline(true);
		await join(dilys, en['knot.mark.fern']);
		await join(noor, en['knot.mark.fern']);
		// The server has it, for others see it: what Dilys chose comes after.
		await expect(wren.page.getByRole('listitem').filter({ hasText: en['knot.mark.fern'] })).toBeVisible();
		await dilys.page.context().setOffline(false);
		const renamed = { asked: en['knot.mark.fern'], name: en['knot.mark.moss'] };
		await expect(dilys.page.getByText(t('knot.join.renamed', renamed))).toBeVisible();
		for (const { page } of phones)
			for (const plant of [en['knot.mark.fern'], en['knot.mark.moss']])
				await expect(page.getByRole('listitem').filter({ hasText: plant })).toHaveCount(1);
		await button(dilys.page, 'knot.leave').click();
		await dilys.page.getByRole('radio', { name: 'Dilys' }).check();
		await button(dilys.page, 'knot.join.again').click();
		await expect(dilys.page.getByText(t('knot.join.renamed', renamed))).toHaveCount(0);
		expect(await problemsOn(wren.page, 'phone', 'a knot that is joined')).toEqual([]);
		await expect(maren.page.getByRole('listitem').filter({ hasText: en['knot.mark.fern'] })).toBeVisible();
		await expect(button(wren.page, 'knot.seated.deal')).toHaveCount(0);
		await button(maren.page, 'knot.seated.deal').click();
		for (const { page } of phones) await expect.poll(() => ring(page)).toHaveLength(5);
	});

	const called: Called = { Maren: maren, Ifeoma: ifeoma, Wren: wren, [en['knot.mark.fern']]: noor, Dilys: dilys };
	const all = phones.map(({ page }) => page);
	/** All of them show the same, read anew each time: what Maren’s phone showed first may be what was before a move. */
	const alike = async (pages: readonly Page[] = all) => {
		const rings = async () => new Set((await Promise.all([maren.page, ...pages].map(ring))).map(String));
		await expect.poll(async () => [...(await rings())]).toHaveLength(1);
	};
	/** One move of the way out, by whoever’s it is; answers whose. */
	const turn = async (): Promise<string> => {
		const { who, what } = await hint(maren.page);
		const before = await ring(maren.page);
		const phone = gone.has(who) ? maren : called[who];
		if (!phone) throw new Error(who);
		await (phone === ifeoma || phone === wren ? moveByKeys : move)(phone.page, who, what);
		if (!(await over(maren.page))) await expect.poll(() => ring(maren.page)).not.toEqual(before);
		if (!(await over(maren.page))) await alike();
		return who;
	};
	const gone = new Set<string>();

	await test.step('each moves her own figure and no other; a hint is hers alone', async () => {
		await wren.page.locator('svg [data-person][aria-label$=" Dilys"]').dispatchEvent('click');
		await expect(wren.page.getByText(t('knot.hers', { name: 'Dilys' }))).toBeVisible();
		await expect(wren.page.getByRole('button', { name: /^Change places/ })).toHaveCount(0);
		await maren.page.locator('svg [data-person][aria-label$=" Dilys"]').dispatchEvent('click');
		await expect(maren.page.getByText(t('knot.hers', { name: 'Dilys' }))).toBeVisible();
		await hint(wren.page);
		for (const { page } of [maren, noor]) await expect(page.locator('section.leaf')).toHaveCount(0);
		await button(wren.page, 'knot.hint.hide').click();
		await turn();
	});

	await test.step('one leaves: her figure stands, and a facilitator moves it', async () => {
		await button(dilys.page, 'knot.leave').click();
		await expect(dilys.page.getByText(en['knot.join.stands'])).toBeVisible();
		gone.add('Dilys');
		await expect(maren.page.getByText(en['knot.seated.left'])).toBeVisible();
		await maren.page.locator('svg [data-person][aria-label$=" Dilys"]').dispatchEvent('click');
		await expect(maren.page.getByText(t('knot.can.for', { name: 'Dilys' }))).toBeVisible();
		const before = await ring(maren.page);
		expect(await moveSomehow(maren.page, 'Dilys')).toBe(true);
		await alike([ifeoma.page, wren.page, noor.page]);
		await button(maren.page, 'knot.undo').click();
		await expect.poll(() => ring(maren.page)).toEqual(before);
		await alike([ifeoma.page, wren.page, noor.page]);
		await expect(button(wren.page, 'knot.start-over')).toHaveCount(0);
	});

	await test.step('who left as a plant is offered that plant again, and not her name', async () => {
		await button(noor.page, 'knot.leave').click();
		await expect(noor.page.getByLabel(en['knot.join.which'])).toHaveValue('fern');
		await button(noor.page, 'knot.join.again').click();
		await expect(button(noor.page, 'knot.leave')).toBeVisible();
		await alike([ifeoma.page, wren.page, noor.page]);
	});

	await test.step('one loads the page again, and is where she was', async () => {
		await wren.page.reload();
		await wren.page.getByLabel(en['people.sign-in.words'], { exact: true }).fill(await wordsOf(served, 'Wren'));
		await button(wren.page, 'people.locked.open').click();
		await wren.page.locator('nav').first().waitFor();
		await goInside(wren.page, `${live}/knot/together`);
		await alike([ifeoma.page, wren.page, noor.page]);
		await expect(button(wren.page, 'knot.leave')).toBeVisible();
	});

	await test.step('one has no network for a while, and catches up', async () => {
		await noor.page.context().setOffline(true);
		let moved = 0;
		for (const [name, { page }] of Object.entries({ Ifeoma: ifeoma, Wren: wren, Maren: maren }))
			if (await moveSomehow(page, name)) {
				moved += 1;
				await alike([ifeoma.page, wren.page]); // the next one may move back the very same two
			}
		expect(moved).toBeGreaterThan(0);
		const meanwhile = await ring(noor.page);
		await expect.poll(() => ring(maren.page)).not.toEqual(meanwhile);
		await noor.page.context().setOffline(false);
		await alike([ifeoma.page, wren.page, noor.page]);
	});

	await test.step('a facilitator’s phone under its cover shows nothing of it, and plays on with this meeting’s keys', async () => {
		await ifeoma.page.clock.install();
		await ifeoma.page.clock.fastForward(5 * 60_000 + 30_000);
		await expect(button(ifeoma.page, 'people.cover.lift')).toBeVisible();
		await expect(ifeoma.page.locator('svg [data-person]')).toHaveCount(0);
		for (const name of ['Wren', en['knot.mark.fern']])
			await expect(ifeoma.page.getByText(name).filter({ visible: true })).toHaveCount(0);
		await ifeoma.page.getByLabel(en['people.cover.code']).fill('2468');
		await button(ifeoma.page, 'people.cover.lift').click();
		await alike([ifeoma.page, noor.page]);
		// The page's clock was turned on past what the server thinks; it runs on from here.
		await ifeoma.page.clock.resume();
	});

	await test.step('she who left comes back to her figure, and it comes undone for all', async () => {
		await button(dilys.page, 'knot.join.again').click();
		gone.delete('Dilys');
		await alike();
		for (let turns = 0; turns < 120 && !(await over(maren.page)); turns += 1) await turn();
		for (const { page } of phones) {
			await expect(page.getByRole('heading', { level: 1, name: en['knot.end.one'] })).toBeVisible();
			await expect(page.getByText(en['knot.end.words'])).toBeVisible();
		}
		expect(await problemsOn(wren.page, 'phone', 'a knot undone together')).toEqual([]);
	});

	await test.step('who wants to writes a few words, to those who facilitate alone', async () => {
		await dilys.page.getByText(en['knot.end.note']).click();
		await dilys.page.getByRole('radio', { name: en['activities.note.to.facilitators'] }).check();
		await expect(dilys.page.getByText(en['activities.note.who.facilitators'])).toBeVisible();
		await dilys.page.getByLabel(en['activities.note.label']).fill('I liked the ducking. The middle was too tight.');
		expect(await problemsOn(dilys.page, 'phone', 'words at the end of a knot')).toEqual([]);
		await button(dilys.page, 'activities.note.save').click();
		await expect(dilys.page.getByText(en['activities.note.saved.facilitators'])).toBeVisible();
		const library = `${live.slice(0, live.indexOf('/sessions/'))}/activities`;
		for (const { page } of [maren, noor]) await goInside(page, library);
		await expect(maren.page.getByText('The middle was too tight.')).toBeVisible();
		await expect(noor.page.getByText(en['activities.notes.none'])).toBeVisible();
		await expect(noor.page.getByText('The middle was too tight.')).toHaveCount(0);
		for (const { page } of [maren, noor]) await goInside(page, `${live}/knot/together`);
	});

	await test.step('a facilitator ends it, and it is gone from every phone', async () => {
		await button(ifeoma.page, 'knot.shut').click();
		await ifeoma.page.getByRole('group', { name: en['knot.shut.question'] }).getByRole('button').first().click();
		for (const { page } of phones) await expect(page.locator('svg [data-person]')).toHaveCount(0);
		await expect(wren.page.getByText(en['knot.together.shut'])).toBeVisible();
	});
	for (const phone of phones) await phone.end();
});
