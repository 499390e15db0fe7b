import type { Answer } from './api.ts';

type Get = <T>(path: string) => Promise<Answer<T>>;
interface Waiting {
	path: string;
	done: (answer: Answer<never>) => void;
}
type Said = { status: number; body?: Record<string, unknown> };

/** What the server takes in one: so many, and so many letters (`server/several.ts`). */
const MOST = 8;
const MOST_LETTERS = 3_500;
/** Pictures are as long as all the rest together, which would wait for them. */
const LONG = /picture/;

/** What is read at one moment goes as one request: [Note: Several in one] in `server/several.ts`. */
export function gather(get: Get): Get {
	let waiting: Waiting[] = [];
	function send(): void {
		const all = waiting;
		waiting = [];
		for (let at = 0; at < all.length;) {
			const some = fitting(all.slice(at, at + MOST));
			at += some.length;
			void together(get, some);
		}
	}
	return <T>(path: string) => {
		if (LONG.test(path)) return get<T>(path);
		return new Promise<Answer<T>>((done) => {
			// Not a turn of the loop but all that it brings about: some ask after a promise or two.
			if (waiting.push({ path, done: done }) === 1) setTimeout(send);
		});
	};
}

/** As many of the first as go into one; a long one goes alone. */
function fitting(all: Waiting[]): Waiting[] {
	let letters = 0;
	const end = all.findIndex(({ path }) => (letters += path.length + 1) > MOST_LETTERS);
	return end < 0 ? all : all.slice(0, Math.max(1, end));
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
