import { NO_NETWORK, type Answer, type Api } from '#lib/platform/client/api.ts';

/** A network that can be gone, or lose the answer to what it carried, to everything or only to writes; or a server whose disk is full. */
export class Network {
	state: 'there' | 'gone' | 'loses-answers' | 'loses-written' | 'full-disk' = 'there';
	through(api: Api): Api {
		const none = { ok: false, status: 0, reason: NO_NETWORK, more: {} } as const;
		const carry = async <T>(ask: () => Promise<Answer<T>>, writes = true): Promise<Answer<T>> => {
			if (this.state === 'gone') return none;
			if (this.state === 'full-disk' && writes) return { ...none, status: 507, reason: 'not-saved' };
			const answer = await ask();
			const lost = this.state === 'loses-answers' || (this.state === 'loses-written' && writes);
			return lost ? none : answer;
		};
		return {
			get: (path) => carry(() => api.get(path), false),
			post: (path, body) => carry(() => api.post(path, body)),
			put: (path, body) => carry(() => api.put(path, body)),
			delete: (path) => carry(() => api.delete(path))
		};
	}
}
