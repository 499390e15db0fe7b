import type { Vault } from '#lib/crypto/vault.ts';
import type { Api } from './api.ts';

/**
 * What a flow works with: the way to the server and the keys. In the browser `vault` is the Worker's proxy,
 * in Node the Vault itself; both answer promises only.
 */
export interface Client {
	readonly api: Api;
	readonly vault: Remote<Vault>;
	now(): number;
}

/** Every method of `T`, answering a promise. */
export type Remote<T> = {
	[K in keyof T as T[K] extends (...args: never[]) => unknown ? K : never]: T[K] extends (...args: infer A) => infer R
		? (...args: A) => Promise<Awaited<R>>
		: never;
};
