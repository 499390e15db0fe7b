import { makeApi, NO_NETWORK, type Answer, type Api } from './api.ts';
import { gather } from './gather.ts';

/** By then the answer to the other tab has brought its cookie. */
const ANEW_MS = 400;

/** What every answer tells beside its content. */
export interface Noted {
	reached: (there: boolean) => void;
	/** Her sign-in has ended. */
	ended: () => void;
	/** Whose keys are here: nothing is done for anybody else who signed in from another tab meanwhile. */
	account: () => string | undefined;
}

/** The API over this browser's `fetch`. */
export function browserApi({ reached, ended, account }: Noted): Api {
	const plain = makeApi((path, init) => {
		const whose = account();
		const headers = { ...(init.headers as Record<string, string>), ...(whose && { 'x-rowan-account': whose }) };
		return fetch(path, { ...init, headers, cache: 'no-store', credentials: 'same-origin' });
	});
	const gathered = gather((path) => plain.get(path));
	async function note<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
		const whose = account();
		let answer = await ask();
		// Another tab may have signed her in anew while this was on its way. What is refused so has done nothing.
		if (!answer.ok && answer.status === 401 && whose) {
			await new Promise((done) => setTimeout(done, ANEW_MS));
			// Never in somebody else's name, nor after this page has forgotten her.
			if (account() === whose) answer = await ask();
		}
		reached(answer.ok || answer.reason !== NO_NETWORK);
		if (!answer.ok && answer.status === 401) ended();
		return answer;
	}
	return {
		get: (path) => note(() => gathered(path)),
		post: (path, body) => note(() => plain.post(path, body)),
		put: (path, body) => note(() => plain.put(path, body)),
		delete: (path) => note(() => plain.delete(path))
	};
}
