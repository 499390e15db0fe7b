import { expect, it } from 'vitest';
import type { Answer } from './api.ts';
import { gather } from './gather.ts';

/** Stands for the way to the server: notes what goes out, and answers with the address itself. */
function wire(refuse?: Answer<never>) {
	const sent: string[] = [];
	const get = async <T>(path: string): Promise<Answer<T>> => {
		sent.push(path);
		if (refuse) return refuse;
		const { searchParams } = new URL(path, 'http://x');
		const of = searchParams.get('of')?.split('\n');
		const one = (at: string) =>
			at === '/no' ? { status: 404, body: { reason: 'not-here', at } } : { status: 200, body: { at } };
		return { ok: true, status: 200, data: (of ? of.map(one) : { at: path }) as T };
	};
	return { sent, get: gather(get) };
}

it('sends what is asked at one moment as one, and gives each its own answer', async () => {
	const { sent, get } = wire();
	const later = Promise.resolve().then(() => get('/c?d=e&f=%3A'));
	const answers = await Promise.all([get('/a'), get('/no'), later]);
	expect(answers).toEqual([
		{ ok: true, status: 200, data: { at: '/a' } },
		{ ok: false, status: 404, reason: 'not-here', more: { at: '/no' } },
		{ ok: true, status: 200, data: { at: '/c?d=e&f=%3A' } }
	]);
	expect(sent).toHaveLength(1);
});

it('sends one alone, and a picture by itself at once, as they are', async () => {
	const { sent, get } = wire();
	const picture = get('/records?types=venue-picture');
	expect(sent).toEqual(['/records?types=venue-picture']);
	await Promise.all([picture, get('/a')]);
	expect(sent).toEqual(['/records?types=venue-picture', '/a']);
});

it('sends no more at once than the server takes', async () => {
	const { sent, get } = wire();
	const answers = await Promise.all(Array.from({ length: 9 }, (_, at) => get(`/${at}`)));
	expect(answers.map((answer) => answer.ok && answer.data)).toEqual(answers.map((_, at) => ({ at: `/${at}` })));
	expect(sent).toHaveLength(2);
});

it('sends no more letters in one than the server takes, and what is long by itself alone', async () => {
	const { sent, get } = wire();
	const long = (what: string) => `/${what.repeat(1_200)}`;
	const all = ['/a', long('b'), long('c'), `/${'d'.repeat(4_000)}`, '/e', '/f'];
	const answers = await Promise.all(all.map((path) => get(path)));
	expect(answers.map((answer) => answer.ok && answer.data)).toEqual(all.map((at) => ({ at })));
	const of = sent.map((path) => new URL(path, 'http://x').searchParams.get('of') ?? path);
	expect(of).toEqual([`/a\n${all[1]}`, all[2], all[3], '/e\n/f']);
});

it('tells everybody when there is no network', async () => {
	const { get } = wire({ ok: false, status: 0, reason: 'no-network', more: {} });
	const gone = { ok: false, status: 0, reason: 'no-network', more: {} };
	expect(await Promise.all([get('/a'), get('/b')])).toEqual([gone, gone]);
});
