import type { Progress } from '#lib/crypto/account.ts';
import { NO_NETWORK, type Answer } from './api.ts';
import { browserApi } from './browser-api.ts';
import type { Client } from './client.ts';
import type { Uncovered } from './cover.ts';
import type { Ask, Entered, Entry } from './entry.ts';
import { GoingLive } from './going-live.svelte.ts';
import { Her } from './her.svelte.ts';
import { Holding } from './holding.ts';
import { defaultSettings, type AppState, type Install, type LiveStart, type Me, type Unlocked } from './me.ts';
import { Outbox } from './outbox.ts';
import type { Settings } from './settings.ts';
import { Pokes, type Poke } from './stream.ts';
import { Tabs, type Said } from './tabs.ts';
import { watch } from './watch.ts';

export type { AppState, Install, LiveStart, Me, Unlocked } from './me.ts';

const HOOK_MS = 1_000;
const RETRY_MS = 15_000;
const BORROWED_MINUTES = 5;

/** What opens her choices comes with Today. Where it cannot be fetched they stay as they are. */
const choices = () => import('./settings.ts').catch(() => undefined);

/** The running app in this tab: who is signed in, whether it is open, and the way to lock it. One object: `app`. */
class App extends Her {
	state = $state<AppState>('starting');
	/** Set while open. A new one at each unlocking: what a flow remembers belongs to it and goes with it. */
	client = $state.raw<Client>();
	install = $state.raw<Install>({ practice: false });
	online = $state(true);
	/** Out of sight: an opaque sheet covers everything, at once. */
	blurred = $state(false);
	/** Whole minutes until it locks by itself. */
	locksIn = $state(defaultSettings.idleMinutes);
	/** Sealed writes that have not reached the server. */
	unsent = $state(0);

	readonly outbox = new Outbox((waiting) => (this.unsent = waiting));
	readonly #api = browserApi({
		reached: (there) => (this.online = there),
		ended: () => this.#signInEnded(),
		account: () => this.#holding.entry?.account
	});
	readonly #holding: Holding = new Holding(this.#api);
	readonly #pokes = new Pokes();
	readonly #hooks = new Set<() => Promise<unknown>>();
	readonly #going = new GoingLive();
	#watching: ReturnType<typeof watch> | undefined;
	#tabs: Tabs | undefined;
	#locking: Promise<void> | undefined;
	#turnedOut = false;
	#asked: Promise<[Answer<Install>, Answer<Me>]> | undefined;

	get live(): LiveStart | undefined {
		return this.#going.live;
	}
	/** After a cover only `live.path` works; the rest wants her words. */
	get narrow(): boolean {
		return this.#going.narrow;
	}
	/** Set while locked after a meeting that was covered and is closed: where her words lead. */
	get opens(): string | undefined {
		return this.#going.opens;
	}
	/** Something waits under the cover. */
	get waits(): boolean {
		return this.#going.waits;
	}

	/** Asks where this is and who is signed in. Called while the page is still being put together: on a slow line it counts. */
	ask(): Promise<[Answer<Install>, Answer<Me>]> {
		return (this.#asked ??= Promise.all([this.#api.get<Install>('/install'), this.#api.get<Me>('/me')]));
	}

	/** Called once, by the layout. */
	async start(): Promise<void> {
		if (this.#watching) return;
		const idleMinutes = () => (this.#isOn() ? this.#idleMinutes() : undefined);
		this.#watching = watch(
			{
				idle: () => this.#putAway(),
				hidden: () => {
					this.blurred = true;
					void this.sealTyped();
				},
				seen: () => (this.blurred = false),
				away: () => this.#putAway(),
				minutesLeft: (minutes) => (this.locksIn = minutes),
				leave: () => this.#wipe(),
				network: (online) => this.#network(online)
			},
			idleMinutes
		);
		this.#tabs = new Tabs((said) => this.#told(said));
		this.online = navigator.onLine;
		setInterval(() => this.#tryAgain(), RETRY_MS);
		this.#pokes.on(({ topic }) => {
			if (topic === '*' || topic === 'roster' || topic === 'waiting') void this.refresh();
		});
		const [install, me] = await this.ask();
		if (install.ok) this.install = install.data;
		this.#holding.warm();
		if (this.state !== 'starting') return; // she was faster
		if (me.ok) this.me = me.data;
		this.state = me.ok ? 'locked' : 'signed-out';
	}

	/** A client with keys to nothing yet: for reading an invitation, and for making an account. */
	visitor(): Client {
		return this.#holding.client();
	}

	/** Signs in, with words or a recovery code. What went wrong is a value; nothing is lost by it. */
	async signIn(ask: Ask, progress?: Progress): Promise<Unlocked> {
		const before = this.#holding.entry;
		const entered = await this.#holding.signIn(ask, progress);
		// What waits to be sent belongs to whoever wrote it.
		if (entered.ok && before?.account !== entered.entry.account) this.outbox.clear();
		return this.#opened(entered, before);
	}

	/** Opens what was locked, with her words: from memory if this page has opened it before, else by the server. */
	async unlock(secret: string, progress?: Progress): Promise<Unlocked> {
		const { entry, overtaken } = this.#holding;
		if (entry && !overtaken) return this.#opened(await this.#holding.reopen(entry, secret, progress), entry);
		return this.signIn({ name: this.me?.name ?? '', kind: 'passphrase', secret }, progress);
	}

	/** The account whose keys `visitor()` holds has been made, and she is signed in to it. */
	async signedUp(entry: Entry): Promise<void> {
		if (this.#holding.entry?.account !== entry.account) this.outbox.clear();
		this.#holding.entry = entry;
		await this.#open(entry);
	}

	/** New words, or keys under new words: what a lock keeps changes with them. */
	renewEntry(change: Pick<Entry, 'challenge' | 'unlocker'>): void {
		const { entry } = this.#holding;
		if (entry) this.#holding.entry = { ...entry, ...change };
		// What changes now is her own doing. What was found before it still holds.
		if (!this.wordsBefore?.day) this.wordsBefore = undefined;
	}

	/** Asks the server again who she is and where she belongs. */
	async refresh(): Promise<void> {
		const me = await this.#api.get<Me>('/me');
		if (me.ok) this.met(me.data);
	}

	/** Forgets every key and all that could be read. What she has typed is sealed first, if that takes under a second. */
	lock(): Promise<void> {
		if (!this.#isOn()) return Promise.resolve();
		this.blurred = true;
		return (this.#locking ??= this.#sealAndLock().finally(() => (this.#locking = undefined)));
	}

	/** Locks, and from here on only her newest words open it, which the server is asked for. */
	lockAnew(): Promise<void> {
		this.#holding.overtaken = true;
		return this.lock();
	}

	async #sealAndLock(): Promise<void> {
		await Promise.race([this.sealTyped(), new Promise((done) => setTimeout(done, HOOK_MS))]);
		if (!this.#isOn()) return; // she left meanwhile
		this.#forgetKeys();
		this.state = 'locked';
		this.blurred = document.visibilityState === 'hidden';
	}

	/**
	 * Here, and in every other tab of this browser: it was the sign-in of all of them.
	 * @param another somebody signs in at once, and the other tabs learn from the server whether it is the same woman
	 */
	async signOut({ another = false } = {}): Promise<void> {
		if (!another) this.#tabs?.say(0);
		const gone = this.#api.post('/sign-out');
		this.#wipe();
		const { ok, status } = await gone;
		if (status === 401 && !another) this.#tabs?.say(1);
		// No network, or not done: whatever request comes through next ends the sign-in, as after Exit.
		if (!ok && status !== 401) document.cookie = '__Host-gone=1;path=/;secure;samesite=strict';
	}

	/** The same as the Exit link: the script of every page does it, and tells us to forget. */
	exit(): void {
		dispatchEvent(new Event('rowan:leave'));
	}

	/** Something changed on the server. Answers how to stop listening. */
	onPoke(listener: (poke: Poke) => void): () => void {
		return this.#pokes.on(listener);
	}

	/** Called before a lock and when the page goes out of sight, while keys are still there: to seal what has been typed. */
	beforeLock(hook: () => Promise<unknown>): () => void {
		this.#hooks.add(hook);
		return () => this.#hooks.delete(hook);
	}

	/** From here on idle covers instead of locking. */
	startLive(live: LiveStart): void {
		this.#going.start(live);
		this.#watching?.restart(); // the minutes from before it began do not count
	}

	/** Closed, or she left the live screen. */
	endLive(): void {
		this.#going.end();
		if (this.narrow) void this.lock();
	}

	/** A blank sheet; the Worker forgets all but the live session's keys. */
	async cover(): Promise<void> {
		if (!this.live || this.state !== 'open') return;
		void this.sealTyped(); // the Worker does it first
		this.state = 'covered';
		this.#going.narrow = true;
		await this.#holding.client().vault.keepOnly(this.live.scopes);
	}

	/** A member has said something that nobody has looked at. The cover shows that there is something, and not what. */
	beckon(): void {
		if (this.state === 'covered') this.#going.waits = true;
	}

	/** A tap, or the code. Five wrong codes, or four hours, lock it. */
	uncover(code = ''): Uncovered {
		const answer = this.#going.uncover(code);
		if (answer === 'open') this.state = 'open';
		if (answer === 'lock') void this.lock();
		this.#watching?.restart();
		return answer;
	}

	/** Her own choices, sealed under her key. */
	async saveSettings(change: Partial<Settings>): Promise<Answer<unknown>> {
		this.settings = { ...this.settings, ...change };
		this.#watching?.restart();
		if (!this.client) return { ok: false, status: 0, reason: 'locked', more: {} };
		const { client, settings } = this;
		const saved = await (await choices())?.saveSettings(client, settings);
		return saved ?? { ok: false, status: 0, reason: NO_NETWORK, more: {} };
	}

	/** Keeps what she is writing now, not only a moment after the last key. */
	sealTyped(): Promise<unknown> {
		return Promise.allSettled([...this.#hooks].map((hook) => hook()));
	}

	#isOn(): boolean {
		return this.state === 'open' || this.state === 'covered';
	}

	#idleMinutes(): number {
		return this.borrowed ? BORROWED_MINUTES : this.settings.idleMinutes;
	}

	#putAway(): void {
		if (this.#going.over) void this.lock();
		else void this.cover();
	}

	/** @param before what her words or code opened here last, if it was this page */
	async #opened(entered: Entered, before?: Entry): Promise<Unlocked> {
		if (!entered.ok) return entered;
		const { account } = entered.entry;
		if (before?.account !== account) this.wordsBefore = undefined;
		else if (before !== entered.entry && before.unlocker.kind === 'passphrase')
			this.wordsBefore = { version: before.unlocker.version };
		return this.#open(entered.entry, entered.me);
	}

	/** Refused only where the server is there and says that these were her words before. */
	async #open(entry: Entry, me?: Me): Promise<Unlocked> {
		const client = this.#holding.client();
		this.borrowed = entry.borrowed;
		const reached = me ? this.#known(me) : await this.#whoAmI();
		if (this.#holding.overtaken) {
			this.#holding.forgetKeys();
			return { ok: false, reason: 'not-opened' };
		}
		if (reached && this.me) this.settings = (await (await choices())?.openSettings(client, this.me)) ?? this.settings;
		this.client = client;
		this.choosing = undefined;
		this.#going.narrow = false;
		this.#going.opens = undefined;
		this.state = 'open';
		this.outbox.use(this.#api);
		this.#pokes.open();
		this.#watching?.restart();
		return { ok: true };
	}

	/** The sign-in has just said who she is. */
	#known(me: Me): true {
		this.met(me);
		this.#holding.forgetProof();
		return true;
	}

	/**
	 * Asks who she is, with a new sign-in if the last one ended while the page was locked. False: there is no network.
	 */
	async #whoAmI(): Promise<boolean> {
		const me = await this.#api.get<Me>('/me');
		if (!me.ok && me.reason === NO_NETWORK) return false;
		if (me.ok) {
			this.met(me.data);
			await this.#holding.prove();
		} else if (me.status === 401 && (await this.#holding.renew())) await this.refresh();
		this.#holding.forgetProof();
		return true;
	}

	#network(online: boolean): void {
		this.online = online;
		if (online) this.#tryAgain();
	}

	#tryAgain(): void {
		this.outbox.flush();
		if (this.#isOn()) this.#pokes.open();
	}

	/** While open: her words open it again. With the proof of an unlocking without a network, by itself. */
	#signInEnded(): void {
		if (!this.#isOn()) return;
		void this.#holding.renew().then((renewed) => {
			this.#holding.forgetProof();
			return renewed ? this.refresh() : this.lock();
		});
	}

	#forgetKeys(): void {
		this.#holding.forgetKeys();
		this.client = undefined;
		this.#going.narrow = false;
		this.#going.end();
		this.#pokes.close();
	}

	/**
	 * Another tab has signed out (0). Where nobody is signed in there is nothing to forget: she may be making an account.
	 * Then it was not this browser's sign-in that ended (1): the one whose it is finds the field for her words here.
	 */
	async #told(said: Said): Promise<void> {
		if (said === 0) {
			this.#turnedOut = this.state !== 'signed-out';
			if (!this.#turnedOut) return;
			this.#wipe();
			this.forgotten += 1;
		} else if (this.#turnedOut) {
			this.#turnedOut = false;
			const me = await this.#api.get<Me>('/me');
			if (!me.ok || this.state !== 'signed-out') return;
			this.me = me.data;
			this.state = 'locked';
		}
	}

	#wipe(): void {
		this.#forgetKeys();
		this.#going.opens = undefined;
		this.#holding.forgetAll();
		this.forgetHer();
		this.outbox.use(undefined);
		this.outbox.clear();
		this.state = 'signed-out';
	}
}

export const app = new App();
