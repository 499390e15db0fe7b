import type { Challenge, Progress, UnlockerKind, UnlockRefusal, WrappedUnlocker } from '#lib/crypto/account.ts';
import { NO_NETWORK, type Answer } from './api.ts';
import type { Client } from './client.ts';
import type { Me } from './me.ts';

/** What opens her account again, also without a network: nothing in it can be read without her words. */
export interface Entry {
	account: string;
	/** Her name for signing in. */
	name: string;
	/** "This is not my device." */
	borrowed: boolean;
	challenge: Challenge;
	unlocker: WrappedUnlocker;
}

export interface Ask {
	name: string;
	kind: Exclude<UnlockerKind, 'passkey'>;
	/** Her words, or her recovery code, as typed. */
	secret: string;
	borrowed?: boolean;
}

export type EntryRefusal =
	/** Not this name with these words. Which of the two is wrong nobody is told. */
	| 'not-opened'
	/** Tried often; `wait` seconds, then the same again. */
	| 'wait'
	/** The server asked for cheaper stretching than we ever do. */
	| 'weak-kdf'
	| 'code-shape'
	| 'code-check'
	/** The proof was right and what the server keeps does not open: altered, or broken. */
	| 'damaged'
	| 'no-network'
	| 'went-wrong';

/** `me`: who she is, where the server was asked on the way. */
export type Entered =
	{ ok: true; entry: Entry; proof: string; me?: Me } | { ok: false; reason: EntryRefusal; wait?: number };

interface Started {
	salt: string;
	params: { n: number; r: number; p: number };
}
interface SignedIn {
	account: string;
	unlocker: WrappedUnlocker;
	me: Me;
}

/** Waits the server may ask for and we sit out by ourselves, showing that we are at it. */
const MOST_WAITS = 3;

/** Signs in and opens: challenge → stretch → proof → what the server gave for it. */
export async function enter(client: Client, ask: Ask, progress?: Progress): Promise<Entered> {
	const proven = await prove(client, ask, progress);
	if (!proven.ok) return proven;
	const { proof, challenge } = proven;
	const signedIn = await show(client, { ...ask, borrowed: ask.borrowed ?? false, proof });
	if (!signedIn.ok) return refused(signedIn);
	const { account, unlocker, me } = signedIn.data;
	const opened = await client.vault.finishUnlock({ account, unlocker });
	if (!opened.ok) return { ok: false, reason: 'damaged' };
	const entry = { account, name: ask.name, borrowed: ask.borrowed ?? false, challenge, unlocker };
	return { ok: true, entry, proof, me };
}

export type ProofRefusal = EntryRefusal;
export type Proven =
	{ ok: true; proof: string; challenge: Challenge } | { ok: false; reason: ProofRefusal; wait?: number };

/** Her words or code as a proof that the server can check. It has not been shown to anybody yet. */
export async function prove(client: Client, ask: Ask, progress?: Progress): Promise<Proven> {
	const started = await client.api.post<Started>('/sign-in/start', { name: ask.name, kind: ask.kind });
	if (!started.ok) return refused(started);
	const challenge: Challenge = { kind: ask.kind, salt: started.data.salt, ...started.data.params };
	const stretched = await client.vault.startUnlock({ secret: ask.secret, challenge }, progress);
	return stretched.ok
		? { ok: true, proof: stretched.proof, challenge }
		: { ok: false, reason: unlockReason(stretched.reason) };
}

/** Opens an account that this page has opened before. Asks no server. */
export async function reopen(
	vault: Client['vault'],
	entry: Entry,
	secret: string,
	progress?: Progress
): Promise<{ ok: true; proof: string } | { ok: false; reason: EntryRefusal }> {
	const stretched = await vault.startUnlock({ secret, challenge: entry.challenge }, progress);
	if (!stretched.ok) return { ok: false, reason: unlockReason(stretched.reason) };
	const opened = await vault.finishUnlock({ account: entry.account, unlocker: entry.unlocker });
	return opened.ok ? { ok: true, proof: stretched.proof } : { ok: false, reason: 'not-opened' };
}

/** Signs in with a proof made before: when the sign-in ended while the page was locked. */
export function renew(client: Client, entry: Entry, proof: string): Promise<Answer<SignedIn>> {
	const { name, borrowed, challenge } = entry;
	return show(client, { name, kind: challenge.kind, borrowed, proof });
}

interface Proof {
	name: string;
	kind: UnlockerKind;
	borrowed: boolean;
	proof: string;
}

function show(client: Client, { name, kind, borrowed, proof }: Proof): Promise<Answer<SignedIn>> {
	return patiently((turn) => client.api.post<SignedIn>('/sign-in', { name, kind, borrowed, proof, ...turn }));
}

/** A right proof always gets in after the wait: the `turn` in the answer keeps its place. */
export async function patiently<T>(send: (turn: { turn?: unknown }) => Promise<Answer<T>>): Promise<Answer<T>> {
	let turn = {};
	for (let tries = 0; ; tries += 1) {
		const answer = await send(turn);
		if (answer.ok || answer.reason !== 'wait' || tries === MOST_WAITS) return answer;
		turn = { turn: answer.more.turn };
		await new Promise((done) => setTimeout(done, Number(answer.more.wait ?? 1) * 1000));
	}
}

function refused(answer: Extract<Answer<unknown>, { ok: false }>): Extract<Entered, { ok: false }> {
	if (answer.reason === 'wait') return { ok: false, reason: 'wait', wait: Number(answer.more.wait ?? 1) };
	if (answer.reason === 'not-opened' || answer.reason === NO_NETWORK) return { ok: false, reason: answer.reason };
	return { ok: false, reason: answer.reason === 'not-understood' ? 'not-opened' : 'went-wrong' };
}

function unlockReason(reason: UnlockRefusal): EntryRefusal {
	if (reason === 'weak-kdf' || reason === 'code-shape' || reason === 'code-check') return reason;
	return reason === 'damaged' ? 'not-opened' : 'went-wrong';
}
