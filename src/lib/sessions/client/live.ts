import type { Hash } from '#lib/crypto/sealed.ts';
import type { Played } from '#lib/activities/screen/play-entry.ts';
import type { Answer } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outbox } from '#lib/platform/client/outbox.ts';
import { trouble, troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { isPlay, type Person, type RunItem } from '../live-entry.ts';
import { fold, type LiveState } from '../live.ts';
import { entryOf, refusal, type LiveRefusal, type OpenedEntry, type Said } from './live-said.ts';
import { bare, newEntryId, wire, type KeptRow, type LiveStore, type Pulled } from './live-store.ts';

export interface LiveOptions {
	client: Client;
	outbox: Outbox;
	group: Hash;
	session: string;
	store: LiveStore;
	/** Fetches the group again, for a new epoch's key. Answers whether it is there now. */
	refresh: () => Promise<boolean>;
	changed?: () => void;
}

/** Somebody came, left or got a new key since this device last looked. */
const BEHIND: ReadonlySet<string> = new Set(['unknown-epoch', 'later-epoch', 'unknown-head']);

/** One device's view of a running session. What is pressed shows at once, is sealed at once, and goes when it can. */
export class LiveLog {
	readonly #o: LiveOptions;
	/** Opened bodies; undefined: it could not be opened, or is nothing of ours. */
	readonly #opened = new Map<string, OpenedEntry | undefined>();
	#pulling: Promise<Outcome> | undefined;
	#again = false;

	constructor(options: LiveOptions) {
		this.#o = options;
	}

	/** The server's clock, as well as this device knows it. */
	now(): number {
		return this.#o.client.now() + this.#o.store.offset;
	}

	get state(): LiveState {
		const entries = [...this.#o.store.rows.values()].flatMap((row) => {
			const { said } = this.#opened.get(row.entry) ?? {};
			return said ? [{ ...said, seq: row.seq }] : [];
		});
		return fold(entries, this.#o.store.facilitators);
	}

	/** What has been played, unsent too. */
	get played(): Played[] {
		return [...this.#o.store.rows.values()].flatMap((row) => {
			const { played } = this.#opened.get(row.entry) ?? {};
			return played ? [{ ...played, seq: row.seq }] : [];
		});
	}

	get unsent(): number {
		return this.#o.store.unsent.length;
	}

	/** How many came that do not open as anybody wrote them: they count for nothing. */
	get altered(): number {
		return [...this.#opened.values()].filter((one) => one?.altered).length;
	}

	/** Opens what this page kept sealed, and sends on what was left. Needs no network. */
	async open(): Promise<void> {
		await this.#openNew();
		this.#sendRest();
	}

	/** Fetches what is new. One at a time: a second call while one is under way asks once more afterwards. */
	pull(): Promise<Outcome> {
		if (this.#pulling) {
			this.#again = true;
			return this.#pulling;
		}
		this.#pulling = this.#pullOnce().finally(() => {
			this.#pulling = undefined;
			if (this.#again) {
				this.#again = false;
				void this.pull();
			}
		});
		return this.#pulling;
	}

	/** Says something, in one or several circles. Answers once it is sealed and shown; sending goes by itself. */
	async press(...said: Said[]): Promise<boolean> {
		const rows = await this.#seal(said);
		if (rows) this.#send(rows);
		return rows !== undefined;
	}

	/** Begins. Needs the server: whether somebody else has begun already only it knows. */
	async start(input: {
		items: RunItem[];
		people: Person[];
		sideRoom: string;
		note: string;
	}): Promise<Outcome<object, LiveRefusal>> {
		const { items, ...room } = input;
		const rows = await this.#seal([
			{ circle: 'group', body: { kind: 'start', items } },
			{ circle: 'facilitators', body: { kind: 'people', ...room } }
		]);
		if (!rows) return trouble('went-wrong');
		const answer = await this.#o.client.api.post(`${this.#path}/start`, { entries: rows.map(wire) });
		if (answer.ok) for (const row of rows) this.#mark(row.entry, 'sent');
		else for (const row of rows) this.#drop(row.entry);
		await this.pull();
		return answer.ok ? { ok: true } : refusal(answer);
	}

	/** Closes it, after whatever is still to be sent. Without a network it is kept and goes later. */
	async close(again = true): Promise<Outcome<object, LiveRefusal>> {
		const rows = await this.#seal([{ circle: 'group', body: { kind: 'close' } }]);
		if (!rows) return trouble('went-wrong');
		const answer = await this.#queue(`${this.#path}/close`, rows);
		this.#settle(rows, answer);
		const stale = again && !answer.ok && answer.reason === 'epoch'; // somebody came or left meanwhile
		if (stale && (await this.#o.refresh().catch(() => false))) return this.close(false);
		await this.pull();
		return answer.ok ? { ok: true } : refusal(answer);
	}

	get #path(): string {
		return `/groups/${this.#o.group}/sessions/${this.#o.session}`;
	}

	async #pullOnce(): Promise<Outcome> {
		const { store, client } = this.#o;
		const answer = await client.api.get<Pulled>(`${this.#path}/live?after=${store.cursors()}`);
		if (!answer.ok) return troubleOf(answer);
		const { state, startedAt, endsBy, now, entries } = answer.data;
		Object.assign(store, { state, startedAt, endsBy, offset: now - client.now() });
		for (const entry of entries) {
			store.rows.set(entry.entry, { ...entry, session: this.#o.session, where: 'sent' });
		}
		const behind = await this.#openNew();
		if (behind && (await this.#o.refresh().catch(() => false))) await this.#openNew('last try');
		this.#sendRest();
		return { ok: true };
	}

	/** Opens what has not been. Answers whether something wants a newer roster than this device has. */
	async #openNew(lastTry?: 'last try'): Promise<boolean> {
		const rows = [...this.#o.store.rows.values()].filter((row) => !this.#opened.has(row.entry));
		const opened = rows.length > 0 ? await this.#o.client.vault.openLive(this.#o.group, rows.map(bare)) : [];
		const behind = opened.map((one) => !lastTry && !one.ok && BEHIND.has(one.reason));
		rows.forEach((row, i) => {
			const one = opened[i];
			if (!behind[i]) this.#opened.set(row.entry, entryOf(row, one));
		});
		this.#o.changed?.();
		return behind.includes(true);
	}

	async #seal(said: Said[]): Promise<KeptRow[] | undefined> {
		const { client, group, session, refresh, store } = this.#o;
		const at = this.now();
		const inputs = said.map(({ circle, body }) => ({
			circle,
			session,
			entry: newEntryId(),
			body: isPlay(circle) ? body : { ...body, at }
		}));
		let sealed = await client.vault.sealLive(group, inputs);
		if (!sealed.ok && (await refresh().catch(() => false))) sealed = await client.vault.sealLive(group, inputs);
		if (!sealed.ok) return undefined;
		const rows = sealed.entries.map((row): KeptRow => ({ ...row, seq: null, where: 'here' }));
		for (const row of rows) store.rows.set(row.entry, row);
		await this.#openNew();
		return rows;
	}

	#sendRest(): void {
		const rest = this.#o.store.unsent.filter((row) => row.where === 'here');
		// Apart: of what goes together all is taken or nothing, and a move that is not must take no signal with it.
		const apart = [rest.filter(({ circle }) => !isPlay(circle)), rest.filter(({ circle }) => isPlay(circle))];
		for (const rows of apart) if (rows.length > 0) this.#send(rows);
	}

	#send(rows: KeptRow[]): void {
		const settled = this.#queue(`${this.#path}/live`, rows).then(async (answer) => {
			if (!answer.ok && answer.reason === 'epoch') return this.#sealAgain(rows);
			this.#settle(rows, answer);
			if (answer.ok) await this.pull();
		});
		// Locked meanwhile: the server has it, and whoever opens the store next reads it from there.
		settled.catch(() => undefined);
	}

	#queue(path: string, rows: KeptRow[]): Promise<Answer<unknown>> {
		for (const row of rows) this.#mark(row.entry, 'queued');
		const body = { entries: rows.map(wire) };
		// Nor does a signal wait behind moves.
		const lane = `${rows.every(({ circle }) => isPlay(circle)) ? 'play' : 'live'}:${this.#o.session}`;
		return this.#o.outbox.send({ method: 'POST', path, body, lane });
	}

	/** Somebody came or left meanwhile, and there is a new key: the same entries under it. While covered they wait. */
	async #sealAgain(rows: KeptRow[]): Promise<void> {
		const { store, client, group, session } = this.#o;
		const again = await this.#o.refresh().then(
			async (there) => {
				if (!there) return undefined;
				const opened = await client.vault.openLive(group, rows.map(bare));
				const inputs = rows.flatMap((row, i) => {
					const one = opened[i];
					return one?.ok ? [{ circle: row.circle, session, entry: row.entry, body: one.body }] : [];
				});
				const sealed = await client.vault.sealLive(group, inputs);
				return sealed.ok ? sealed.entries : undefined;
			},
			() => undefined // locked or covered: her words bring the keys back, and `open` sends the rest
		);
		for (const row of rows) this.#mark(row.entry, 'here');
		if (!again || again.every((row, i) => row.epoch === rows[i]?.epoch)) return;
		const fresh = again.map((row): KeptRow => ({ ...row, seq: null, where: 'here' }));
		for (const row of fresh) store.rows.set(row.entry, row);
		this.#send(fresh);
	}

	#settle(rows: KeptRow[], answer: Answer<unknown>): void {
		for (const row of rows) {
			if (answer.ok) this.#mark(row.entry, 'sent');
			else if (answer.status >= 500 || answer.reason === 'try-again') this.#mark(row.entry, 'here');
			else this.#drop(row.entry);
		}
		this.#o.changed?.();
	}

	#mark(entry: string, where: KeptRow['where']): void {
		const row = this.#o.store.rows.get(entry);
		if (row && row.where !== 'sent') this.#o.store.rows.set(entry, { ...row, where });
	}

	#drop(entry: string): void {
		if (this.#o.store.rows.get(entry)?.seq === null) this.#o.store.rows.delete(entry);
		this.#o.changed?.();
	}
}
