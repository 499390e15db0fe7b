import type { Progress } from './account.ts';
import type { Vault } from './vault.ts';

/** One call into the Worker. A function among the arguments (progress) travels as `callback`. */
export interface Call {
	id: number;
	method: keyof Vault;
	args: unknown[];
	/** Which of the arguments was a function. */
	callback: number | null;
}

export type Reply =
	| { id: number; kind: 'answer'; value: unknown }
	| { id: number; kind: 'error'; message: string }
	| { id: number; kind: 'progress'; fraction: number };

/** What a Worker, a `MessagePort` and a Worker's own scope have in common. */
export interface Port {
	postMessage(message: unknown): void;
	addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Every method that may be called from outside; the type makes the list complete. */
const named: Record<keyof Vault, true> = {
	createAccount: true,
	startUnlock: true,
	finishUnlock: true,
	changeWords: true,
	newRecoveryCode: true,
	renewAccount: true,
	takeRenewed: true,
	sealOwn: true,
	openOwn: true,
	lock: true,
	openGroup: true,
	words: true,
	seal: true,
	open: true,
	dueAfter: true,
	unlisted: true,
	found: true,
	invite: true,
	renewOffer: true,
	revokeInvite: true,
	openRequest: true,
	admit: true,
	setRole: true,
	remove: true,
	leave: true,
	setPolicy: true,
	rekey: true,
	finishRotation: true,
	consent: true,
	readOffer: true,
	requestToJoin: true,
	publicKeys: true,
	sealLive: true,
	openLive: true,
	keepOnly: true,
	keepCard: true,
	openKept: true
};

export const methods = Object.keys(named) as (keyof Vault)[];

type AnyMethod = (...args: unknown[]) => Promise<unknown>;

/** The Worker's side: does what is asked, one answer to each call. */
export function serveVault(port: Port, vault: Vault): void {
	port.addEventListener('message', (event) => void answer(port, vault, event.data as Call));
}

async function answer(port: Port, vault: Vault, { id, method, args, callback }: Call): Promise<void> {
	try {
		if (!methods.includes(method)) throw new TypeError(`no such method: ${method}`);
		const given = [...args];
		if (callback !== null) {
			given[callback] = (fraction: number) => port.postMessage({ id, kind: 'progress', fraction });
		}
		const value = await (vault[method] as AnyMethod)(...given);
		port.postMessage({ id, kind: 'answer', value });
	} catch (error) {
		port.postMessage({ id, kind: 'error', message: error instanceof Error ? error.message : String(error) });
	}
}

interface Waiting {
	resolve: (value: unknown) => void;
	reject: (error: Error) => void;
	progress: Progress | undefined;
}

/** The page's side of a port: the same interface, and a way to reject all that is under way. */
export function vaultOver(port: Port): { vault: Vault; abandon: (message: string) => void } {
	const waiting = new Map<number, Waiting>();
	let last = 0;
	port.addEventListener('message', (event) => {
		const reply = event.data as Reply;
		const call = waiting.get(reply.id);
		if (reply.kind === 'progress') return call?.progress?.(reply.fraction);
		waiting.delete(reply.id);
		if (reply.kind === 'answer') call?.resolve(reply.value);
		else call?.reject(new Error(reply.message));
	});
	const ask = (method: keyof Vault, args: unknown[]) =>
		new Promise((resolve, reject) => {
			const found = args.findIndex((arg) => typeof arg === 'function');
			const callback = found < 0 ? null : found;
			const id = ++last;
			// Sent first: what cannot be cloned throws here, and must not be waited for.
			port.postMessage({ id, method, args: args.map((arg, at) => (at === callback ? null : arg)), callback });
			waiting.set(id, { resolve, reject, progress: args[found] as Progress | undefined });
		});
	const entries = methods.map((method) => [method, (...args: unknown[]) => ask(method, args)] as const);
	const abandon = (message: string) => {
		for (const { reject } of waiting.values()) reject(new Error(message));
		waiting.clear();
	};
	return { vault: Object.fromEntries(entries) as unknown as Vault, abandon };
}
