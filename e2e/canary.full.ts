import { expect, test, type Browser } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import { Cage } from './audit/cage.ts';
import { everythingKept, plant } from './audit/keeps.ts';
import { search, type Hit } from './audit/search.ts';
import { gather, type Cast } from './journey/cast.ts';
import { steps, type Walk } from './journey/steps.ts';
import * as group from './people/group.ts';
import type { Woman } from './people/woman.ts';
import { startRelay } from './relay.ts';

// npm run audit:canary — the main job from end to end in eight browsers, with a random string in every sealed field that
// has a form. Every byte on the way is kept, and the server is searched while it runs, and after it has been halted.

const MOST = 100;
/** Names come in the order of the alphabet, and words of her own have to be many: there the string follows the text. */
const say = (cage: Cage) => (field: string, text: string) =>
	/: (own|name)$/.test(field) ? `${text} ${cage.in(field)}` : cage.in(field);

/** Half a page about herself, which she does not save: it is kept sealed for her. */
async function leavesHalfWritten(her: Woman, cage: Cage): Promise<void> {
	await her.go('group');
	await her.press(t('groups.home.members'));
	await her.hands.press(
		her.page
			.getByRole('main')
			.getByRole('link')
			.filter({ hasText: t('groups.members.me') })
	);
	await her.at(t('groups.profile.title'));
	const kept = her.page.waitForResponse(
		(answer) => /\/api\/me\/drafts\//.test(answer.url()) && answer.request().method() === 'PUT'
	);
	await her.write(t('groups.profile.about'), cage.in('draft'));
	await kept;
}

/** Fields that are left over go into her page about herself, again and again, as anybody changes her mind. */
async function writesOn(her: Woman, cage: Cage): Promise<void> {
	while (cage.all.length < MOST) {
		await group.writeProfile(her, { about: cage.in('about, again') } as Parameters<typeof group.writeProfile>[1]);
	}
}

async function walk(browser: Browser, cage: Cage): Promise<{ cast: Cast; hits: Hit[]; bodies: number }> {
	const relay = await startRelay();
	const cast = await gather(browser, { say: say(cage), origin: relay.origin, env: { PUBLIC_URL: relay.origin } });
	relay.leadTo(cast.served.port);
	const at: Walk = { cast, found: { invitations: [] }, taken: { files: [] } };
	for (const [title, step] of steps) {
		await Promise.all(cast.everybody().map((woman) => woman.awake()));
		await test.step(title, () => step(at));
	}
	const [ada] = cast.members;
	await ada!.awake();
	await leavesHalfWritten(ada!, cage);
	await writesOn(ada!, cage);
	const running = everythingKept(cast.served);
	await Promise.all(cast.everybody().map((woman) => woman.context.close()));
	await cast.served.halt();
	const wire = relay.exchanges.map(({ method, path, asked, sent, answered, received }) => ({
		where: `${method} ${path}`,
		bytes: Buffer.concat([Buffer.from([path, ...asked, ...answered].join('\n')), ...sent, ...received])
	}));
	await relay.stop();
	const all = [...running, ...everythingKept(cast.served), ...wire];
	return { cast, bodies: wire.length, hits: all.flatMap(({ where, bytes }) => search(where, bytes, cage.all)) };
}

test('a canary in every sealed field, and none on the server or on the wire', async ({ browser }) => {
	test.setTimeout(1_800_000);
	const cage = new Cage();
	const { cast, hits, bodies } = await walk(browser, cage);
	const fields = new Set(cage.fields.map((field) => field.replace(/^[\w-]+-\d?:? ?/, '')));
	console.log([...fields].join(', '));
	for (const { where, form, canary } of hits) console.log(`${where}: ${canary} (${form})`);
	console.log(`${cage.all.length} canaries, ${hits.length} hits (${fields.size} fields, ${bodies} exchanges)`);
	await cast.served.stop();
	expect({ caught: plant(cage.all[0]!), hits, canaries: cage.all.length }).toEqual({
		caught: 3,
		hits: [],
		canaries: MOST
	});
});
