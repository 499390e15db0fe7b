import type { Answers, Asked } from './ask-engine.ts';
// The Worker's address, taken as src/lib/crypto/remote.ts takes the other one's, and for the same reason.
import workerUrl from './engine-worker.ts?worker&url';

interface TrustedTypes {
	createPolicy(
		name: string,
		rules: { createScriptURL: (url: string) => string }
	): {
		createScriptURL(url: string): string;
	};
}

let trustedUrl: string | undefined;

/** The one address, under a policy of its own: a name may be used once, and the Vault's may be taken already. */
function makeTrustedUrl(): string {
	const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
	const policy = trustedTypes?.createPolicy('rowan-engine', { createScriptURL: () => workerUrl });
	return policy ? policy.createScriptURL(workerUrl) : workerUrl;
}

export interface Engine {
	/** Rejects if the Worker does not load, or is ended. */
	ask<A extends Asked>(asked: A): Promise<Answers[A['ask']]>;
	end(): void;
}

/** Browser only. Starts the engine's Worker and has it warm itself, so that the first deal is as quick as the next. */
export function startEngine(): Engine {
	const worker = new Worker((trustedUrl ??= makeTrustedUrl()), { type: 'module', name: 'engine' });
	const waiting = new Map<number, { resolve: (answer: never) => void; reject: (why: Error) => void }>();
	let count = 0;
	let dead = false;
	const abandon = () => {
		dead = true;
		worker.terminate();
		for (const { reject } of waiting.values()) reject(new Error('engine'));
		waiting.clear();
	};
	worker.addEventListener('error', abandon);
	worker.addEventListener('message', ({ data }: MessageEvent<{ id: number; answer: never }>) => {
		waiting.get(data.id)?.resolve(data.answer);
		waiting.delete(data.id);
	});
	const ask: Engine['ask'] = (asked) =>
		new Promise((resolve, reject) => {
			if (dead) return reject(new Error('engine'));
			const id = (count += 1);
			waiting.set(id, { resolve, reject });
			worker.postMessage({ id, asked });
		});
	void ask({ ask: 'warm' }).catch(() => undefined);
	return { ask, end: abandon };
}
