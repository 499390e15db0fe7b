import { makeApi, NO_NETWORK, type Answer, type Api } from './api.ts';

/** What every answer tells beside its content. */
export interface Noted {
	reached: (there: boolean) => void;
	/** Her sign-in has ended. */
	ended: () => void;
}

/** The API over this browser's `fetch`. */
export function browserApi({ reached, ended }: Noted): Api {
	const plain = makeApi((path, init) => fetch(path, { ...init, cache: 'no-store', credentials: 'same-origin' }));
	async function note<T>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
		const answer = await asked;
		reached(answer.ok || answer.reason !== NO_NETWORK);
		if (!answer.ok && answer.status === 401) ended();
		return answer;
	}
	return {
		get: (path) => note(plain.get(path)),
		post: (path, body) => note(plain.post(path, body)),
		put: (path, body) => note(plain.put(path, body)),
		delete: (path) => note(plain.delete(path))
	};
}
