import { expect, test, type Browser, type Page } from '@playwright/test';
import { answerScreen, type Answers } from '#lib/activities/screen/ask-engine.ts';
import { foldPlayed } from '#lib/activities/screen/together.ts';
import { newId } from '#lib/crypto/encoding.ts';
import { en } from '#lib/words/catalogue.ts';
import { must } from './audit/meeting.ts';
import { button, enter } from './knot-guide.ts';
import { seatThem, type Seated } from './knot-seats.ts';
import { toLive } from './knot-table.ts';
import { problemsOn } from './access.ts';
import { goInside, practise } from './practice.ts';
import type { Served } from './serve.ts';

// Words about a knot while something else happens: another knot, the end of the meeting, no network, filling in the log.

test.use({ serviceWorkers: 'allow' }); // parts of it go on without a network

let served: Served;
test.beforeAll(async () => {
	served = await practise();
});
test.afterAll(() => served.stop());

/** Nothing in it: all stand in their ring, and it is over as it is dealt. */
const undone = (players: number) => ({
	players,
	holds: Array.from({ length: players }, (_, i): [number, number] => [2 * i + 1, (2 * i + 2) % (2 * players)]),
	heights: Array.from({ length: players }, (_, i) => i)
});
const tangled = (players: number) =>
	(answerScreen({ ask: 'deal', players, level: 'easy', seed: 7 }) as NonNullable<Answers['deal']>).tangle;

async function deal({ log, store, say }: Seated, seats: string[], make: typeof undone | typeof tangled): Promise<void> {
	must(await log.pull(), 'live log');
	const { id: table, game } = foldPlayed(log.played, store.facilitators)!;
	const tangle = make(seats.length) as never;
	await say({ kind: 'deal', table, after: game?.id ?? null, level: 'easy', thread: false, seats, tangle });
}

const field = (page: Page) => page.getByLabel(en['activities.note.label']);
const ended = (page: Page) => page.getByRole('heading', { level: 1, name: en['knot.end.one'] });
const theNotes = async ({ client, view }: Seated) => {
	const got = await client.api.get<{ records: unknown[] }>(`/groups/${view.group}/records?types=activity-note`);
	return must(got, 'notes').data.records.length;
};
async function phone(browser: Browser, who: 'Wren' | 'Noor') {
	const { page, group, end } = await enter(browser, served, { who });
	const live = await toLive({ page, group });
	await goInside(page, `${live}/knot/together`);
	return { page, live, end };
}

test('a note stays under her fingers when another knot is dealt, the game goes, and the meeting ends', async ({
	browser
}) => {
	test.setTimeout(150_000);
	const seated = await seatThem(served, 4, 'easy');
	const [lead, , wren] = seated as [Seated, Seated, Seated];
	const seats = seated.map(({ store }) => store.handle);
	const noor = await phone(browser, 'Noor');
	const { page } = noor;
	await expect(page.locator('svg [data-person]')).toHaveCount(4);

	await test.step('what opens for nobody is said without a cause, and can be put away', async () => {
		const session = /sessions\/([^/]+)/.exec(noor.live)?.[1] ?? '';
		const { epoch } = [...wren.store.rows.values()].find(({ circle }) => circle.startsWith('play:'))!;
		const fill = () =>
			wren.client.api.post(`/groups/${wren.view.group}/sessions/${session}/live`, {
				entries: [{ circle: `play:${wren.store.handle}`, entry: newId(), epoch, envelope: `AQ${'A'.repeat(398)}` }]
			});
		must(await fill(), 'filling');
		const said = page.getByText(en['live.altered']);
		await expect(said).toBeVisible();
		expect(await problemsOn(page, 'phone', 'something left out')).toEqual([]);
		await button(page, 'live.altered.away').click();
		await expect(said).toHaveCount(0);
		await goInside(page, noor.live);
		await expect(button(page, 'live.member.out')).toBeVisible();
		await expect(said).toHaveCount(0);
		must(await fill(), 'filling');
		await expect(said).toBeVisible();
		await button(page, 'live.altered.away').click();
		await goInside(page, `${noor.live}/knot/together`);
	});

	await test.step('opened without a network it waits, also when she comes back to it, and goes from here', async () => {
		await deal(lead, seats, undone);
		await expect(ended(page)).toBeVisible();
		await page.evaluate(() => navigator.serviceWorker.ready);
		await goInside(page, '/app/me');
		await page.context().setOffline(true);
		const back = async () => {
			await goInside(page, `${noor.live}/knot/together`);
			await expect(ended(page)).toBeVisible();
			await page.getByText(en['knot.end.note']).click();
		};
		await back();
		await page.getByRole('radio', { name: en['activities.note.to.facilitators'] }).check();
		await field(page).fill('The middle was too tight.');
		await button(page, 'activities.note.save').click();
		await expect(page.getByText(en['activities.note.waits.here'])).toBeVisible();
		await goInside(page, '/app/me');
		await back();
		await expect(page.getByText(en['activities.note.waits.here'])).toBeVisible();
		expect(await problemsOn(page, 'phone', 'a note that waits for the group')).toEqual([]);
		await page.context().setOffline(false);
		await expect(page.getByText(en['activities.note.saved.facilitators'])).toBeVisible({ timeout: 40_000 });
	});

	await test.step('another knot is dealt, and the game ends', async () => {
		await page.getByRole('radio', { name: en['activities.note.to.group'] }).check();
		await field(page).click();
		await page.keyboard.type('It was ');
		await deal(lead, seats, tangled);
		await expect(ended(page)).toHaveCount(0);
		await page.keyboard.type('good ');
		await deal(lead, seats, undone);
		await expect(ended(page)).toBeVisible();
		const table = foldPlayed(lead.log.played, lead.store.facilitators)!.id;
		await lead.say({ kind: 'shut', table });
		await expect(page.getByText(en['knot.together.shut'])).toBeVisible();
		await page.keyboard.type('to laugh');
		await expect(field(page)).toHaveValue('It was good to laugh');
		await expect(field(page)).toBeFocused();
	});

	await test.step('the meeting ends, and it can still be saved', async () => {
		const before = await theNotes(lead);
		must(await lead.log.close(), 'close');
		await expect(page.getByText(en['live.over.title'])).toBeVisible();
		await page.keyboard.type('.');
		await button(page, 'activities.note.save').click();
		await expect(page.getByText(en['activities.note.saved.group'])).toBeVisible();
		expect(await theNotes(lead)).toBe(before + 1);
	});
	await noor.end();
});
