import { expect, it } from 'vitest';
import type { Answer, Api } from './api.ts';
import { Outbox, type Write } from './outbox.ts';

const ok: Answer<never> = { ok: true, status: 204, data: undefined as never };
const no = (reason: string): Answer<never> => ({ ok: false, status: 0, reason, more: {} });

/** A server that answers what it is told to, in order; then `ok`. */
function server(...answers: Answer<never>[]) {
	const got: unknown[] = [];
	const answer = async (path: string, body?: unknown) => {
		got.push(body ?? path);
		return answers.shift() ?? ok;
	};
	const api: Api = { get: answer, post: answer, put: answer, delete: answer };
	return { api, got };
}
const put = (lane: string, body: string, newest = false): Write => ({ method: 'PUT', path: '/x', body, lane, newest });

it('sends what it is given, one lane in order', async () => {
	const { api, got } = server();
	const box = new Outbox();
	box.use(api);
	const sent = ['a', 'b', 'c'].map((body) => box.send(put('one', body)));
	expect(await Promise.all(sent)).toEqual([ok, ok, ok]);
	expect(got).toEqual(['a', 'b', 'c']);
	expect(box.waiting).toBe(0);
});

it('keeps what found no network, through a lock, and sends it later', async () => {
	const { api, got } = server(no('no-network'), no('sign-in'));
	const counts: number[] = [];
	const box = new Outbox((waiting) => counts.push(waiting));
	const sent = box.send(put('one', 'a'));
	expect(box.pending('one')?.body).toBe('a');
	box.use(api);
	await turn();
	box.use(undefined);
	box.flush();
	box.use(api);
	await turn();
	expect(box.waiting).toBe(1);
	box.flush();
	expect(await sent).toEqual(ok);
	expect(got).toEqual(['a', 'a', 'a']);
	expect(counts).toEqual([1, 0]);
});

it('hands a refusal back and goes on with the next', async () => {
	const { api } = server(no('edited'));
	const box = new Outbox();
	box.use(api);
	const [first, second] = [box.send(put('one', 'a')), box.send(put('one', 'b'))];
	expect(await first).toMatchObject({ reason: 'edited' });
	expect(await second).toEqual(ok);
});

it('lets the newest take the place of what has not gone', async () => {
	const { api, got } = server();
	const box = new Outbox();
	const old = box.send(put('draft', 'a', true));
	const other = box.send(put('other', 'x'));
	const newest = box.send(put('draft', 'b', true));
	expect(await old).toMatchObject({ reason: 'replaced' });
	box.use(api);
	expect(await newest).toEqual(ok);
	expect(await other).toEqual(ok);
	expect(got.sort()).toEqual(['b', 'x']);
});

it('forgets everything when she leaves', async () => {
	const box = new Outbox();
	const sent = box.send(put('one', 'a'));
	box.wishes.add('note');
	box.clear();
	expect([...box.wishes]).toEqual([]);
	expect(await sent).toMatchObject({ reason: 'cleared' });
	expect([box.waiting, box.pending('one')]).toEqual([0, undefined]);
});

const turn = () => new Promise((done) => setTimeout(done, 0));
