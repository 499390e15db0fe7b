import { expect, it } from 'vitest';
import type { Wrap } from '#lib/crypto/change.ts';
import type { Said } from '#lib/platform/server/several.ts';
import { eachDatabase } from '../../../server/testing.ts';
import { must, newFounder, newMember, type Woman } from '../../../server/testing-groups.ts';
import * as agreements from './agreements.ts';
import * as groups from './groups.ts';
import { getRecords } from './records.ts';

const topics = [{ title: 'Respect', text: 'We listen.' }];
const text = { topics, reviewDay: '2027-03-01', changed: '', kind: 'major' as const };

/** Her other device, and what it asks the server for. */
async function otherDevice(woman: Woman) {
	const other = await woman.again();
	const asked: string[] = [];
	const get: Woman['api']['get'] = (path) => {
		asked.push(path);
		return other.api.get(path);
	};
	return { asked, client: { ...other, api: { ...other.api, get } } };
}

eachDatabase('a glance at a group', (app) => {
	/** Version 1 of the agreement lies under a key from before Wren; version 2 is asked of her. */
	async function group() {
		const { woman: maren, view } = await newFounder(app());
		const first = must(await agreements.publish(maren, view, text)).view;
		const second = must(await agreements.publish(maren, first, { ...text, kind: 'minor', changed: 'A comma.' })).view;
		const wren = await newMember(app(), maren, second);
		return { maren, wren, view: must(await groups.open(maren, view.group)).view };
	}

	it('brings the keys that are written with now, and the earlier ones when something lies under them', async () => {
		const { maren, wren, view } = await group();
		const third = must(await agreements.publish(maren, view, { ...text, kind: 'minor' })).view;
		must(await agreements.accept(wren.woman, wren.view, 3));
		await newMember(app(), maren, third, { name: 'Noor' }); // version 2 lies under the key before her
		const { client, asked } = await otherDevice(wren.woman);
		const seen = must(await groups.glance(client, view.group)).view;
		for (const { epoch, readable } of seen.circles.filter((c) => c.circle === 'group'))
			expect(readable).toEqual([epoch]);
		expect(seen.members).toHaveLength(3);
		expect(asked).toHaveLength(1);
		const got = must(await getRecords(client, seen, { types: ['agreement'] }));
		expect(got.unreadable).toEqual([]);
		expect(got.records).toHaveLength(2);
		expect(asked.filter((path) => path.includes('keys=all'))).toHaveLength(1);
		const opened = must(await groups.open(client, view.group)).view;
		expect(opened.circles).toEqual(must(await groups.open(wren.woman, view.group)).view.circles);
		expect(asked.filter((path) => path.includes('keys=all'))).toHaveLength(1);
	});

	it('is followed by everything once the group is opened', async () => {
		const { wren, view } = await group();
		const { client } = await otherDevice(wren.woman);
		expect(must(await groups.glance(client, view.group)).view).toMatchObject({ card: null, me: { name: '' } });
		const opened = must(await groups.open(client, view.group)).view;
		expect(opened).toEqual(must(await groups.open(wren.woman, view.group)).view);
	});

	it('shows a facilitator the whole, whatever the server says of her: her device signs what is live', async () => {
		const { maren, view } = await group();
		const { client } = await otherDevice(maren);
		const seen = must(await groups.glance(client, view.group)).view;
		expect(seen.members.map((m) => m.name).sort()).toEqual(['Maren', 'Wren']);
		expect(seen.agreement.newest?.body.version).toBe(2);
	});

	it('gives nobody a key that was not sealed to her, whatever she asks for', async () => {
		const { wren, view } = await group();
		const path = `/groups/${view.group}`;
		for (const query of ['after=-1', 'after=-1&keys=all', 'after=2&keys=all', 'keys=newest']) {
			const { wraps } = must(await wren.woman.api.get<{ wraps: Wrap[] }>(`${path}?${query}`)).data;
			expect(wraps.map(({ circle }) => circle).sort()).toEqual(['group', `member:${wren.handle}`]);
			expect(wraps.find(({ circle }) => circle === 'group')?.epoch).toBeGreaterThan(1);
		}
		const { woman: other } = await newFounder(app());
		expect(await other.api.get(`${path}?keys=all`)).toMatchObject({ ok: false, reason: 'not-here' });
		const among = encodeURIComponent(['/me', `${path}?keys=all`, `${path}/records?types=agreement`].join('\n'));
		const several = must(await other.api.get<Said[]>(`/several?of=${among}`)).data;
		const refused = { status: 404, body: { reason: 'not-here' } };
		expect(several).toEqual([{ status: 200, body: expect.anything() }, refused, refused]);
	});

	it('leaves the text of the agreement until there is something to ask her', async () => {
		const { maren, wren, view } = await group();
		const { client, asked } = await otherDevice(wren.woman);
		const known = must(await groups.glance(client, view.group)).view.agreement;
		expect(known.standing).toEqual({ inForce: 2, newest: 2, asked: false });
		expect(known.newest).toBeNull();
		expect(asked.join()).not.toContain('agreement');
		must(await agreements.publish(maren, view, text));
		const { agreement } = must(await groups.glance(client, view.group)).view;
		expect(agreement).toEqual(must(await groups.open(wren.woman, view.group)).view.agreement);
		expect(agreement).toMatchObject({
			standing: { inForce: 2, newest: 3, asked: true },
			newest: { body: { version: 3 } },
			inForce: { body: { version: 2 } }
		});
	});
});
