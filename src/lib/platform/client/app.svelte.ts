import type { Progress } from '#lib/crypto/account.ts';
import type { LiveScope } from '#lib/crypto/vault.ts';
import { makeApi, NO_NETWORK, type Answer, type Api } from './api.ts';
import type { Client } from './client.ts';
import { Cover, type Uncovered } from './cover.ts';
import { enter, renew, reopen, type Ask, type Entered, type Entry, type EntryRefusal } from './entry.ts';
import { Outbox } from './outbox.ts';
import { defaultSettings, openSettings, saveSettings, type Settings } from './settings.ts';
import { openStream, type Poke } from './stream.ts';
import { startVault, type HeldVault } from './held-vault.ts';
import { watch } from './watch.ts';

export type AppState =
	| 'starting'
	| 'signed-out'
	/** Her words are wanted; nothing can be read. */
	| 'locked'
	| 'open'
	/** A live session goes on behind a blank sheet; the Worker has that session's keys only. */
	| 'covered';

export interface Me {
	/** Her name for signing in. */
	name: string;
	/** Where Exit goes; null: where this install sends everybody. */
	exitTo: string | null;
	groups: { group: string; handle: string; state: 'member' | 'break'; roles: string[] }[];
	/** Where she has asked to join and has not been admitted yet. */
	waiting: { invitation: string; group: string; handle: string }[];
}

export interface Install {
	practice: boolean;
}

export interface LiveStart {
	scopes: LiveScope[];
	/** The address of the live screen: after a cover nothing else works until she says her words. */
	path: string;
	/** Four digits for facilitators; without one a tap uncovers. */
	code?: string;
}

export type Unlocked = { ok: true } | { ok: false; reason: EntryRefusal; wait?: number };

const HOOK_MS = 1_000;
const RETRY_MS = 15_000;
const BORROWED_MINUTES = 5;

/** The running app in this tab: who is signed in, whether it is open, and the way to lock it. One object: `app`. */
class App {
	state = $state<AppState>('starting');
	/** Set while open. A new one at each unlocking: what a flow remembers belongs to it and goes with it. */
	client = $state.raw<Client>();
	me = $state.raw<Me>();
	install = $state.raw<Install>({ practice: false });
	settings = $state.raw<Settings>(defaultSettings);
	online = $state(true);
	/** Out of sight: an opaque sheet covers everything, at once. */
	blurred = $state(false);
	/** Whole minutes until it locks by itself. */
	locksIn = $state(defaultSettings.idleMinutes);
	/** Sealed writes that have not reached the server. */
	unsent = $state(0);
	/** After a cover only `live.path` works; the rest wants her words. */
	narrow = $state(false);
	live = $state.raw<LiveStart>();
	borrowed = $state(false);

	readonly outbox = new Outbox((waiting) => (this.unsent = waiting));
	readonly #api: Api;
	#held: HeldVault | undefined;
	#entry: Entry | undefined;
	#proof: string | undefined;
	#closeStream: (() => void) | undefined;
	#watching: ReturnType<typeof watch> | undefined;
	#cover: Cover | undefined;
	readonly #pokes = new Set<(poke: Poke) => void>();
	readonly #hooks = new Set<() => Promise<unknown>>();

	constructor() {
		const plain = makeApi((path, init) => fetch(path, { ...init, cache: 'no-store', credentials: 'same-origin' }));
		const noting = <T>(asked: Promise<Answer<T>>) => asked.then((answer) => this.#note(answer));
		this.#api = {
			get: (path) => noting(plain.get(path)),
			post: (path, body) => noting(plain.post(path, body)),
			put: (path, body) => noting(plain.put(path, body)),
			delete: (path) => noting(plain.delete(path))
		};
	}

	get groups(): Me['groups'] {
		return this.me?.groups ?? [];
	}
	get waiting(): Me['waiting'] {
		return this.me?.waiting ?? [];
	}
	/** Her words open it again without a network. */
	get canReopen(): boolean {
		return this.#entry !== undefined;
	}

	/** Called once, by the layout. */
	async start(): Promise<void> {
		this.#watching ??= watch(
			{
				idle: () => this.#putAway(),
				hidden: () => (this.blurred = true),
				seen: () => (this.blurred = false),
				away: () => this.#putAway(),
				minutesLeft: (minutes) => (this.locksIn = minutes),
				leave: () => this.#wipe(),
				broughtBack: () => void this.start(),
				network: (online) => this.#network(online)
			},
			() => (this.state === 'open' ? this.#idleMinutes() : undefined)
		);
		this.online = navigator.onLine;
		setInterval(() => this.outbox.flush(), RETRY_MS);
		const [install, me] = await Promise.all([this.#api.get<Install>('/install'), this.#api.get<Me>('/me')]);
		if (install.ok) this.install = install.data;
		if (me.ok) this.me = me.data;
		if (this.state === 'starting') this.state = me.ok ? 'locked' : 'signed-out';
	}

	/** A client with keys to nothing yet: for reading an invitation, and for making an account. */
	visitor(): Client {
		this.#held ??= startVault();
		return { api: this.#api, vault: this.#held.vault, now: () => Date.now() };
	}

	/** Signs in, with words or a recovery code. What went wrong is a value; nothing is lost by it. */
	async signIn(ask: Ask, progress?: Progress): Promise<Unlocked> {
		return this.#opened(await enter(this.visitor(), ask, progress));
	}

	/** Opens what was locked, with her words: from memory if this page has opened it before, else by the server. */
	async unlock(secret: string, progress?: Progress): Promise<Unlocked> {
		const entry = this.#entry;
		if (!entry) return this.signIn({ name: this.me?.name ?? '', kind: 'passphrase', secret }, progress);
		const again = await reopen(this.visitor().vault, entry, secret, progress);
		return this.#opened(again.ok ? { ...again, entry } : again);
	}

	/** The account whose vault `visitor()` opened just now has been made, and she is signed in to it. */
	async signedUp(entry: Entry): Promise<void> {
		await this.#open(entry);
	}

	/** Her unlocker changed (new words): what a lock keeps has to change with it. */
	renewEntry(change: Pick<Entry, 'challenge' | 'unlocker'>): void {
		if (this.#entry) this.#entry = { ...this.#entry, ...change };
	}

	/** Asks the server again who she is and where she belongs. */
	async refresh(): Promise<void> {
		const me = await this.#api.get<Me>('/me');
		if (me.ok) this.me = me.data;
	}

	/** Forgets every key and what could be read. Words she has typed are sealed first, if that takes no more than a second. */
	async lock(): Promise<void> {
		if (this.state !== 'open' && this.state !== 'covered') return;
		this.blurred = true;
		const hooks = Promise.allSettled([...this.#hooks].map((hook) => hook()));
		await Promise.race([hooks, new Promise((done) => setTimeout(done, HOOK_MS))]);
		this.#forgetKeys();
		this.state = 'locked';
		this.blurred = document.visibilityState === 'hidden';
	}

	async signOut(): Promise<void> {
		const gone = this.#api.post('/sign-out');
		this.#wipe();
		await gone;
	}

	/** The same as the Exit link. */
	exit(): void {
		this.#wipe();
		document.body.replaceChildren();
		location.replace('/exit');
	}

	/** Something changed on the server. Answers how to stop listening. */
	onPoke(listener: (poke: Poke) => void): () => void {
		this.#pokes.add(listener);
		return () => this.#pokes.delete(listener);
	}

	/** Called before a lock, while keys are still there: to seal what has been typed. */
	beforeLock(hook: () => Promise<unknown>): () => void {
		this.#hooks.add(hook);
		return () => this.#hooks.delete(hook);
	}

	/** From here on idle covers instead of locking. */
	startLive(live: LiveStart): void {
		this.live = live;
		this.#cover = new Cover(live.code, Date.now());
	}
	/** Closed, or she left the live screen. */
	endLive(): void {
		this.live = undefined;
		this.#cover = undefined;
		if (this.narrow || this.state === 'covered') void this.lock();
	}

	/** A blank sheet; the Worker forgets all but the live session's keys. */
	async cover(): Promise<void> {
		if (!this.live || this.state !== 'open' || !this.#held) return;
		this.state = 'covered';
		this.narrow = true;
		await this.#held.vault.keepOnly(this.live.scopes);
	}
	/** A tap, or the code. Five wrong codes, or four hours, lock it. */
	uncover(code = ''): Uncovered {
		const answer = this.#cover?.uncover(code, Date.now()) ?? 'lock';
		if (answer === 'open') this.state = 'open';
		if (answer === 'lock') void this.lock();
		this.#watching?.restart();
		return answer;
	}

	/** Her own choices, sealed under her key. */
	async saveSettings(change: Partial<Settings>): Promise<Answer<unknown>> {
		this.settings = { ...this.settings, ...change };
		this.#watching?.restart();
		const client = this.client;
		if (!client) return { ok: false, status: 0, reason: 'locked', more: {} };
		return saveSettings(client, this.settings);
	}

	#idleMinutes(): number {
		return this.borrowed ? BORROWED_MINUTES : this.settings.idleMinutes;
	}

	#putAway(): void {
		if (this.state === 'covered' && this.#cover?.over(Date.now())) void this.lock();
		if (this.state !== 'open') return;
		void (this.live && !this.#cover?.over(Date.now()) ? this.cover() : this.lock());
	}

	async #opened(entered: Entered): Promise<Unlocked> {
		if (!entered.ok) return entered;
		this.#proof = entered.proof;
		await this.#open(entered.entry);
		return { ok: true };
	}

	async #open(entry: Entry): Promise<void> {
		const client = this.visitor();
		this.#entry = entry;
		this.borrowed = entry.borrowed;
		await this.#whoAmI(client, entry);
		this.settings = await openSettings(client);
		this.client = client;
		this.narrow = false;
		this.state = 'open';
		this.outbox.use(this.#api);
		this.#closeStream ??= openStream((poke) => this.#told(poke));
		this.#watching?.restart();
	}

	/** The sign-in may have ended while the page was locked; the proof of just now starts a new one. */
	async #whoAmI(client: Client, entry: Entry): Promise<void> {
		const me = await this.#api.get<Me>('/me');
		if (me.ok) this.me = me.data;
		else if (me.reason === 'sign-in' && this.#proof !== undefined) {
			const again = await renew(client, entry, this.#proof);
			if (again.ok) await this.refresh();
		}
		if (me.ok || me.reason !== NO_NETWORK) this.#proof = undefined;
	}

	#told(poke: Poke): void {
		if (poke.topic === '*' || poke.topic === 'roster' || poke.topic === 'waiting') void this.refresh();
		for (const listener of this.#pokes) listener(poke);
	}

	#network(online: boolean): void {
		this.online = online;
		if (online) this.outbox.flush();
	}

	/** Whether there is a network is seen from each answer; that the sign-in ended, too. */
	#note<T>(answer: Answer<T>): Answer<T> {
		this.online = answer.ok || answer.reason !== NO_NETWORK;
		if (!answer.ok && answer.reason === 'sign-in' && this.state === 'open') void this.#signInEnded();
		return answer;
	}

	async #signInEnded(): Promise<void> {
		const entry = this.#entry;
		if (entry && this.#proof && (await renew(this.visitor(), entry, this.#proof)).ok) return;
		await this.lock();
	}

	#forgetKeys(): void {
		this.#held?.end();
		this.#held = undefined;
		this.client = undefined;
		this.narrow = false;
		this.live = undefined;
		this.#cover = undefined;
		this.#closeStream?.();
		this.#closeStream = undefined;
	}

	#wipe(): void {
		this.#forgetKeys();
		this.#entry = undefined;
		this.#proof = undefined;
		this.me = undefined;
		this.outbox.use(undefined);
		this.outbox.clear();
		this.settings = defaultSettings;
		this.state = 'signed-out';
	}
}

export const app = new App();
