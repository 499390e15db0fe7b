import { expect, it } from 'vitest';
import { makeApi, NO_NETWORK } from './api.ts';

const page = (status: number) => () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status }));
const json = (status: number) => () => Promise.resolve(Response.json({ reason: 'not-saved' }, { status }));

it('takes a reverse proxy that does not reach us for no network, so that nothing that waits is given up', async () => {
	for (const status of [502, 503, 504])
		expect(await makeApi(page(status)).put('/x', {})).toMatchObject({ ok: false, status: 0, reason: NO_NETWORK });
	expect(await makeApi(page(500)).put('/x', {})).toMatchObject({ ok: false, status: 500, reason: 'went-wrong' });
	expect(await makeApi(json(507)).put('/x', {})).toMatchObject({ ok: false, status: 507, reason: 'not-saved' });
});
