import type { NewAccount, NewUnlocker, Progress, WordsRefusal } from '#lib/crypto/account.ts';
import type { Answer } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { enter, patiently, prove, type Entry, type Proven, type ProofRefusal } from '#lib/platform/client/entry.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import type { NameProblem } from '../account.ts';

/** Signs in and opens; `not-opened` when the name and the words do not belong together. */
export { enter as signIn };

/** Why she may make an account: the secret of a link to open a group, or an invitation's id. */
export type Via = { link: string } | { invitation: string };

export interface Registering {
	name: string;
	via: Via;
	/** "This is not my device." */
	borrowed?: boolean;
}

/** `no-link`: the link or invitation is used, too old or taken back. `wait`: many accounts were made with it. */
export type SignUpRefusal = `name-${NameProblem}` | 'no-link' | 'wait';

/** Stores an account whose keys `client.vault` has just made, and signs in to it. */
export async function register(
	client: Client,
	made: NewAccount,
	{ name, via, borrowed = false }: Registering
): Promise<Outcome<{ entry: Entry }, SignUpRefusal>> {
	const { account, unlockers } = made;
	const answer = await client.api.post('/accounts', { account, name, unlockers, via, borrowed });
	if (answer.ok) return { ok: true, entry: { account, name, borrowed, ...keptOf(unlockers[0]) } };
	if (answer.reason === 'name') return { ok: false, reason: `name-${answer.more.problem as NameProblem}` };
	const { reason } = answer;
	return reason === 'no-link' || reason === 'wait' ? { ok: false, reason } : troubleOf(answer);
}

/** A new account, signed in and open. The recovery code is shown once and never again. */
export async function signUp(
	client: Client,
	{ words, ...registering }: Registering & { words: string },
	progress?: Progress
): Promise<Outcome<{ entry: Entry; recoveryCode: string }, SignUpRefusal | WordsRefusal>> {
	const made = await client.vault.createAccount({ words }, progress);
	if (!made.ok) return made;
	const registered = await register(client, made, registering);
	return registered.ok ? { ...registered, recoveryCode: made.recoveryCode } : registered;
}

/** What she shows once more before what opens her account changes. */
export interface Again {
	name: string;
	kind: 'passphrase' | 'recovery';
	secret: string;
}

export type Kept = Pick<Entry, 'challenge' | 'unlocker'>;
/** `edited`: another of her devices was faster. */
export type ChangeRefusal = ProofRefusal | 'edited';

const keptOf = ({ challenge, id, kind, version, wrapped }: NewUnlocker): Kept => ({
	challenge,
	unlocker: { id, kind, version, wrapped }
});

/** New words, proven by the old ones or the recovery code. Everybody else who is signed in to her account is not any more. */
export async function changeWords(
	client: Client,
	{ again, words }: { again: Again; words: string },
	progress?: Progress
): Promise<Outcome<Kept, ChangeRefusal | WordsRefusal>> {
	const ready = await prepare(client, again);
	if (!ready.ok) return ready;
	const changed = await client.vault.changeWords({ words, ...ready.next('passphrase') }, progress);
	if (!changed.ok) return changed;
	const { unlocker } = changed;
	const put = await store(client, '/me/words', ready, { unlocker });
	return put.ok ? { ok: true, ...keptOf(unlocker) } : put;
}

/** A new recovery code; the old card opens nothing any more. */
export async function renewCode(
	client: Client,
	again: Again
): Promise<Outcome<{ recoveryCode: string }, ChangeRefusal>> {
	const ready = await prepare(client, again);
	if (!ready.ok) return ready;
	const { unlocker, recoveryCode } = await client.vault.newRecoveryCode(ready.next('recovery'));
	const put = await store(client, '/me/recovery', ready, { unlocker });
	return put.ok ? { ok: true, recoveryCode } : put;
}

/**
 * *Someone knows my words*: new keys under new words and a new code. Afterwards every group needs new keys of hers,
 * which each gets when it is opened next; the ring keeps the old key until then, so that stopping in between loses
 * nothing.
 */
export async function renewKeys(
	client: Client,
	{ again, words }: { again: Again; words: string },
	progress?: Progress
): Promise<Outcome<Kept & { recoveryCode: string }, ChangeRefusal | WordsRefusal>> {
	const ready = await prepare(client, again);
	if (!ready.ok) return ready;
	const places = { passphrase: ready.next('passphrase'), recovery: ready.next('recovery') };
	const renewed = await client.vault.renewAccount({ words, ...places }, progress);
	if (!renewed.ok) return renewed;
	const { unlockers, recoveryCode } = renewed;
	const put = await store(client, '/me/keys', ready, { unlockers });
	if (put.ok) await client.vault.takeRenewed();
	return put.ok ? { ok: true, ...keptOf(unlockers[0]), recoveryCode } : put;
}

/** Shows her words or her code once more, before something that wants it (`prove`). */
export async function proveAgain(
	client: Client,
	again: Again,
	progress?: Progress
): Promise<Outcome<object, ProofRefusal>> {
	const proven = await prove(client, again, progress);
	if (!proven.ok) return proven;
	const answer = await patiently((turn) =>
		client.api.post('/me/prove', { kind: again.kind, proof: proven.proof, ...turn })
	);
	if (answer.ok) return { ok: true };
	const { reason } = answer;
	return reason === 'not-opened' || reason === 'wait' ? { ok: false, reason } : troubleOf(answer);
}

/** Erases her account. She has left her groups before, or it is refused. */
export async function erase(client: Client): Promise<Outcome<object, 'still-a-member'>> {
	const answer = await client.api.delete('/me');
	if (answer.ok) return { ok: true };
	return answer.reason === 'still-a-member' ? { ok: false, reason: 'still-a-member' } : troubleOf(answer);
}

interface Place {
	id: string;
	kind: Again['kind'];
	version: number;
}
type Ready = { ok: true; again: { kind: Again['kind']; proof: string }; next: (kind: Again['kind']) => At };
type At = { id: string; version: number };

/** The proof, and the ids and versions that the next unlockers take. */
async function prepare(client: Client, again: Again): Promise<Ready | Extract<Proven, { ok: false }> | Refused> {
	const proven = await prove(client, again);
	if (!proven.ok) return proven;
	const places = await client.api.get<Place[]>('/me/unlockers');
	if (!places.ok) return troubleOf(places);
	const next = (kind: Again['kind']) => {
		const place = places.data.find((one) => one.kind === kind);
		if (!place) throw new Error(`no ${kind} unlocker`);
		return { id: place.id, version: place.version + 1 };
	};
	return { ok: true, again: { kind: again.kind, proof: proven.proof }, next };
}

type Refused = ReturnType<typeof troubleOf>;

async function store(
	client: Client,
	path: string,
	{ again }: Ready,
	made: object
): Promise<Outcome<object, ChangeRefusal>> {
	const answer = await client.api.put(path, { again, ...made });
	return answer.ok ? { ok: true } : refusalOf(answer);
}

function refusalOf(answer: Extract<Answer<unknown>, { ok: false }>): Outcome<never, ChangeRefusal> {
	const { reason } = answer;
	return reason === 'not-opened' || reason === 'edited' || reason === 'wait'
		? { ok: false, reason }
		: troubleOf(answer);
}
