import type { Answer } from './api.ts';

type Get = <T>(path: string) => Promise<Answer<T>>;
interface Waiting {
	path: string;
	done: (answer: Answer<never>) => void;
}
type Said = { status: number; body?: Record<string, unknown> };

/** What the server takes in one, and letters of addresses: a list of many ids goes by itself. */
const MOST = 8;
const LONGEST = 2_000;
/** Pictures are as long as all the rest together, which would wait for them. */
const LONG = /picture/;

/** What is read at one moment goes as one request: [Note: Several in one] in `server/several.ts`. */
export function gather(get: Get): Get {
	let waiting: Waiting[] = [];
	function send(): void {
		const all = waiting;
		waiting = [];
		for (const some of inTurns(all)) void together(get, some);
	}
	return <T>(path: string) => {
		if (LONG.test(path)) return get<T>(path);
		return new Promise<Answer<T>>((done) => {
			// Not a turn of the loop but all that it brings about: some ask after a promise or two.
			if (waiting.push({ path, done: done }) === 1) setTimeout(send);
		});
	};
}

function inTurns(all: readonly Waiting[]): Waiting[][] {
	const turns: Waiting[][] = [];
	let turn: Waiting[] = [];
	let length = LONGEST;
	for (const one of all) {
		length += one.path.length;
		if (turn.length === MOST || length > LONGEST) {
			turns.push((turn = []));
			length = one.path.length;
		}
		turn.push(one);
	}
	return turns;
}

async function together(get: Get, asked: Waiting[]): Promise<void> {
	const [first] = asked;
	if (first && asked.length === 1) return first.done(await get<never>(first.path));
	const answer = await get<Said[]>(`/several?of=${encodeURIComponent(asked.map(({ path }) => path).join('\n'))}`);
	asked.forEach(({ done }, at) => done((answer.ok ? answerOf(answer.data[at]) : answer) as Answer<never>));
}

function answerOf({ status, body }: Said = { status: 500 }): Answer<unknown> {
	if (status < 300) return { ok: true, status, data: body };
	const { reason = 'went-wrong', ...more } = body ?? {};
	return { ok: false, status, reason: String(reason), more };
}
