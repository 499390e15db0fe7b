import { methods, vaultOver } from './remote-protocol.ts';
import type { Vault } from './vault.ts';
// The Worker's address from the bundler. `new Worker(new URL('./worker.ts', import.meta.url))` comes to the same file,
// but the address is a Trusted Types sink, and Vite finds that form only when nothing stands between.
import workerUrl from './worker.ts?worker&url';

/** The Vault in its Worker. */
export interface RemoteVault extends Vault {
	/** Starts the Worker before there is anything to ask, so that its code is there when there is. */
	warm(): void;
	/** Ends the Worker at once, and with it every key. Calls under way reject with `Error('locked')`. */
	end(): void;
}

interface TrustedTypes {
	createPolicy(
		name: string,
		rules: { createScriptURL: (url: string) => string }
	): {
		createScriptURL(url: string): string;
	};
}

/** The one address that may be run as a Worker, under the policy that the content security policy names. */
function makeTrustedUrl(): string {
	const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
	const createScriptURL = () => workerUrl;
	const policy = trustedTypes?.createPolicy('rowan-worker', { createScriptURL });
	return policy ? policy.createScriptURL(workerUrl) : workerUrl;
}

let trustedUrl: string | undefined;

/** Browser only. The Worker starts with the first call; after `end` or `lock` the next call starts a new, empty one. */
export function remoteVault(): RemoteVault {
	let running: { worker: Worker; over: ReturnType<typeof vaultOver> } | null = null;
	const start = () => {
		const worker = new Worker((trustedUrl ??= makeTrustedUrl()), { type: 'module', name: 'vault' });
		// A script that does not load would otherwise leave every call waiting for ever, and the next one too.
		worker.addEventListener('error', () => running?.worker === worker && end('worker'));
		return { worker, over: vaultOver(worker) };
	};
	const end = (why = 'locked') => {
		running?.worker.terminate();
		running?.over.abandon(why);
		running = null;
	};
	const warm = () => void (running ??= start());
	const ask = (method: keyof Vault, args: unknown[]) => {
		running ??= start();
		return (running.over.vault[method] as (...args: unknown[]) => unknown)(...args);
	};
	const entries = methods.map((method) => [method, (...args: unknown[]) => ask(method, args)]);
	const vault = Object.fromEntries(entries) as unknown as Vault;
	return { ...vault, warm, end: () => end(), lock: async () => end() };
}
