import { PlayedFold } from '#lib/activities/screen/played-fold.ts';
import type { Table } from '#lib/activities/screen/together.ts';
import { app } from '#lib/platform/client/app.svelte.ts';
import { NO_NETWORK } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Trouble } from '#lib/platform/client/outcome.ts';
import type { CircleName } from '#lib/crypto/sealed.ts';
import * as groups from '#lib/groups/client/groups.ts';
import { memberCircle, present, type GroupView } from '#lib/groups/client/view.ts';
import type { LiveRefusal, Said } from './client/live-said.ts';
import { LiveLog } from './client/live.ts';
import { membersSaid, storeOf, type LiveStore } from './client/live-store.ts';
import * as sessions from './client/sessions.ts';
import { isPlay } from './live-entry.ts';
import { fold, justGone, nameAmong, type LiveState } from './live.ts';
import { startOf } from './live-start.ts';
import type { SessionState } from './session.ts';

const PULL_MS = 15_000;
/** What is shown counts whole minutes; looking four times in one keeps two phones in step. */
const LOOK_MS = 15_000;

const NOTHING = fold([], new Set());
const NOTHING_PLAYED = { table: null, missed: 0 };

/** The live screen's own state: a running session as this device knows it, opened. */
export class LiveRoom {
	readonly group: string;
	readonly session: string;
	readonly handle: string;
	readonly facilitator: boolean;
	readonly path: string;

	state = $state.raw<LiveState>(NOTHING);
	/** What is played together, and how often something she did there came too late. */
	play = $state.raw<{ table: Table | null; missed: number }>(NOTHING_PLAYED);
	/** The server's word on where the session stands. */
	stage = $state<SessionState>('announced');
	ready = $state(false);
	trouble = $state<Trouble | LiveRefusal | 'not-taken'>();
	/** What the server does not have yet. */
	unsent = $state(0);
	/** How many were left out since she put that away: they do not open as anybody wrote them. */
	altered = $state(0);
	connected = $state(true);
	/** ms, by the server's clock; moves a few times a minute. */
	now = $state(0);
	/** Her *Next* was the other's too, and is passed over. */
	passed = $state(false);
	/** The plan and the notes, wanted to begin. */
	detail = $state.raw<sessions.SessionDetail>();
	view = $state.raw<GroupView>();

	readonly #store: LiveStore;
	#played = new PlayedFold();
	#log: LiveLog | undefined;
	/** When this phone saw the run-sheet move, ms. */
	#moved = 0;
	/** Said and not answered, when what could be read went. */
	#unanswered = false;

	constructor(group: string, session: string) {
		const mine = app.groups.find((g) => g.group === group);
		this.group = group;
		this.session = session;
		this.handle = mine?.handle ?? '';
		this.facilitator = mine?.roles.includes('facilitator') ?? false;
		this.path = `/app/g/${group}/sessions/${session}/live`;
		this.#store = storeOf(session, this.handle);
	}

	/** It is on. Where `run.started` is null, she was let in on the way and has no key to its beginning. */
	get on(): boolean {
		return this.stage === 'live' && this.state.run.closed === null;
	}
	get zone(): string {
		return this.#store.zone;
	}
	get myCircle(): CircleName {
		return memberCircle(this.handle);
	}
	/** Her name on others' screens: when she says that she goes, or in a game. */
	get myName(): string {
		return this.nameOf(this.handle) || (this.view?.me.name ?? '');
	}
	/** As she is called now; where this phone has no more than the meeting's own keys, as the run-sheet began with. */
	nameOf(handle: string): string {
		return nameAmong(handle, this.view?.members, this.state.people);
	}

	/** Opens the log and keeps it fresh. Answers how to stop. */
	enter(client: Client): () => void {
		void this.#enter(client);
		const stopPokes = app.onPoke((poke) => {
			if (['*', `live:${this.session}`, `play:${this.session}`].includes(poke.topic)) void this.pull();
		});
		const pulling = setInterval(() => void this.pull(), PULL_MS);
		const looking = setInterval(() => this.#look(), LOOK_MS);
		return () => {
			stopPokes();
			clearInterval(pulling);
			clearInterval(looking);
			this.#forget();
		};
	}

	/** Under the cover: nothing is opened; that a member has said something since is all that shows. */
	listen(client: Client): () => void {
		if (!this.facilitator) return () => undefined;
		if (this.#unanswered) app.beckon();
		const look = async () => {
			if (await membersSaid(client.api, this.group, this.session, this.#store).catch(() => false)) app.beckon();
		};
		const stopPokes = app.onPoke(({ topic }) => {
			if (topic === '*' || topic === `live:${this.session}`) void look();
		});
		const looking = setInterval(() => void look(), PULL_MS);
		void look();
		return () => {
			stopPokes();
			clearInterval(looking);
		};
	}

	/** Covered, locked or left: what could be read goes, the sealed log stays. */
	#forget(): void {
		const { out, asks } = this.state;
		this.#unanswered = out.some((o) => !o.settled && !o.with.length) || asks.some((ask) => !ask.heard);
		this.#log = undefined;
		this.state = NOTHING;
		this.play = NOTHING_PLAYED;
		this.#played = new PlayedFold(); // the names at the table are in it
		this.detail = undefined;
		this.view = undefined;
		this.ready = false;
	}

	async pull(): Promise<void> {
		const pulled = await this.#log?.pull().catch(() => undefined);
		if (!pulled) return;
		this.connected = pulled.ok || pulled.reason !== NO_NETWORK;
		if (!pulled.ok && pulled.reason !== NO_NETWORK) this.trouble = pulled.reason;
		if (pulled.ok && !this.view && !app.narrow && app.client) await this.#openGroup(app.client).catch(() => false);
		this.#look();
		if (this.stage === 'closed' && app.live?.path === this.path) app.endLive();
	}

	/** Says something; it shows at once. */
	async press(...said: Said[]): Promise<void> {
		const sealed = await this.#log?.press(...said).catch(() => false);
		this.trouble = sealed ? undefined : 'not-taken';
	}

	/** She has read that something was left out. */
	putAway = (): void => {
		this.#store.putAway += this.altered;
		this.altered = 0;
	};

	/** On, past or back. A *Next* just after the other's would leave a part out that neither meant to. */
	async move(kind: 'next' | 'skip' | 'back'): Promise<void> {
		const { run } = this.state;
		this.passed = kind === 'next' && justGone(run, this.handle, this.#moved, Date.now());
		if (!this.passed) await this.press({ circle: 'group', body: { kind, from: run.current } });
	}

	/** Begins, or joins what the other has begun. From here on the phone covers itself. */
	async begin(code: string): Promise<void> {
		if (this.stage === 'announced' && !(await this.#start())) return;
		this.#keepGoing(code);
	}

	async close(): Promise<boolean> {
		const closed = await this.#log?.close().catch(() => undefined);
		if (!closed?.ok) {
			this.trouble = closed?.reason ?? 'went-wrong';
			return false;
		}
		app.endLive();
		return true;
	}

	async #enter(client: Client): Promise<void> {
		if (!app.narrow && !(await this.#openGroup(client)) && this.#store.rows.size === 0) return;
		this.#log = new LiveLog({
			client,
			outbox: app.outbox,
			group: this.group,
			session: this.session,
			store: this.#store,
			refresh: async () => !app.narrow && (await groups.open(client, this.group)).ok,
			changed: () => this.#look()
		});
		await this.#log.open().catch(() => undefined);
		await this.pull();
		this.ready = true;
		if (!this.facilitator && this.stage === 'live') this.#keepGoing();
	}

	/** Names, plan and notes; the keys come with them. Offline, what is kept here is enough until there is a network. */
	async #openGroup(client: Client): Promise<boolean> {
		const opened = await groups.open(client, this.group);
		if (!opened.ok) {
			this.trouble = opened.reason;
			return false;
		}
		this.view = opened.view;
		this.#store.led(opened.view.members.filter((m) => m.facilitator).map((m) => m.handle));
		this.#store.zone = opened.view.settings.zone;
		const got = await sessions.get(client, opened.view, this.session);
		if (got.ok) this.detail = got.session;
		this.trouble = got.ok ? undefined : got.reason;
		return got.ok;
	}

	async #start(): Promise<boolean> {
		const start = startOf(this.view, this.detail);
		if (!start) return false;
		const answer = await this.#log?.start(start);
		this.trouble = answer && !answer.ok ? answer.reason : undefined;
		this.#look();
		return answer?.ok ?? false;
	}

	#keepGoing(code?: string): void {
		if (app.live?.path === this.path) return;
		const others = this.view ? present(this.view).map((m) => memberCircle(m.handle)) : [];
		const seen = [...this.#store.rows.values()].flatMap(({ circle }) => (isPlay(circle) ? [] : [circle]));
		const all: CircleName[] = ['group', 'facilitators', ...others, ...seen];
		const circles = this.facilitator
			? all.filter((circle, i) => all.indexOf(circle) === i)
			: ['group' as const, this.myCircle];
		const after = this.facilitator ? this.path.replace(/live$/, 'close') : undefined;
		app.startLive({ scopes: [{ group: this.group, session: this.session, circles }], path: this.path, after, code });
	}

	#look(): void {
		const log = this.#log;
		if (!log) return;
		const { run } = this.state;
		this.state = log.state;
		const table = this.#played.take(log.played, this.#store.facilitators);
		if (table !== this.play.table) this.play = { table, missed: this.#played.missed };
		if (this.ready && this.state.run.current !== run.current) this.#moved = Date.now();
		this.passed &&= justGone(this.state.run, this.handle, this.#moved, Date.now());
		[this.unsent, this.altered] = [log.unsent, Math.max(0, log.altered - this.#store.putAway)];
		this.now = log.now();
		this.stage = this.#store.state;
	}
}
