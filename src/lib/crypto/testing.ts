// For tests only: a stand-in for the server that keeps what it is sent, and women who meet through it.
import type { Change, RecordRow, RotationInput, Wrap } from './change.ts';
import { circleOf, liveHash, liveLine } from './circles.ts';
import { utf8, toBase64url } from './encoding.ts';
import { openVault } from './open-vault.ts';
import { hkdf } from './primitives.ts';
import { emptyRoster } from './roster-apply.ts';
import type { RosterEvent, RosterState } from './roster.ts';
import { shorten, type Short } from './roster-short.ts';
import { extendRoster } from './roster-verify.ts';
import type { CircleName, Day, Handle, Hash, Json } from './sealed.ts';
import type { Scrypt } from './stretch.ts';
import type { GroupView, Vault } from './vault.ts';

export const day: Day = '2026-11-23';
export const expires: Day = '2026-11-30';

/** Stretching that costs nothing, where a test is not about stretching. */
export const quick: Scrypt = (secret, salt) => hkdf(secret.length > 0 ? secret : utf8(' '), salt);

/** The body of an answer that must have been good. */
export function good<T extends { ok: boolean }>(answer: T): Extract<T, { ok: true }> {
	if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`);
	return answer as Extract<T, { ok: true }>;
}

/** The ways in which a log may come from a server. What is no event goes as it is. */
export const forms = [
	['whole', (log: RosterEvent[]): readonly Short[] => log],
	[
		'in short',
		(log: RosterEvent[]): readonly Short[] =>
			Array.isArray(log) ? log.map((one) => (Array.isArray(one?.consents) ? shorten(one) : one)) : log
	]
] as const;

/** Keeps a group as the real server does: one transaction on the head, one row for each place. */
export class Host {
	group: Hash = '';
	state: RosterState = emptyRoster();
	events: RosterEvent[] = [];
	wraps: Wrap[] = [];
	rows = new Map<string, RecordRow>();
	/** Everything that was ever sent: what a host could hand out again. */
	everything: RecordRow[] = [];

	async take(change: Change): Promise<void> {
		if (change.head !== this.state.head) throw new Error('409 head');
		const verdict = await extendRoster(this.state, change.events);
		if (!verdict.ok) throw new Error(`refused ${verdict.reason}`);
		for (const wrap of change.wraps) {
			const signed = circleOf(verdict.state, wrap.circle)?.epochs[wrap.epoch - 2]?.live;
			const own = await this.live(wrap.circle);
			if (wrap.epoch > 1 && signed !== (await liveHash(own))) throw new Error('409 live');
		}
		this.state = verdict.state;
		this.group = verdict.state.group;
		this.events.push(...change.events);
		this.wraps.push(...change.wraps);
		this.store(change.records);
	}

	store(records: RecordRow[]): void {
		for (const row of records) this.rows.set(`${row.circle}/${row.type}/${row.id}`, row);
		this.everything.push(...records);
	}

	of(circle: CircleName): RecordRow[] {
		return [...this.rows.values()].filter((row) => row.circle === circle);
	}

	async live(circle: CircleName): Promise<string[]> {
		const epoch = circleOf(this.state, circle)?.epoch;
		return Promise.all(
			this.of(circle)
				.filter((row) => row.epoch === epoch)
				.map((row) => liveLine(this.group, row))
		);
	}

	/** What a builder wants of these circles; `reseal` picks what the next epoch shall hold. */
	async rotations(circles: CircleName[], reseal: (row: RecordRow) => boolean = () => true): Promise<RotationInput[]> {
		return Promise.all(
			circles.map(async (circle) => {
				return { circle, live: await this.live(circle), reseal: this.of(circle).filter(reseal) };
			})
		);
	}
}

/** A woman with her own Vault. */
export class Woman {
	vault: Vault = openVault({ scrypt: quick });
	handle: Handle = '';
	account = '';
	readonly name: string;

	constructor(name: string) {
		this.name = name;
	}

	async start(): Promise<this> {
		const words = `${this.name} and her own long words`;
		this.account = good(await this.vault.createAccount({ words })).account;
		return this;
	}

	/** Fetches and verifies all that the host has. */
	async see(host: Host): Promise<GroupView> {
		const given = { group: host.group, handle: this.handle, events: host.events, wraps: host.wraps };
		return good(await this.vault.openGroup(given));
	}

	/** Founds a group. */
	async found(host: Host): Promise<void> {
		const founded = good(await this.vault.found({ day }));
		this.handle = founded.handle;
		await host.take(founded.change);
		await this.see(host);
	}

	/** Invites and admits another, all in one go; nothing is sealed again but what `reseal` picks. */
	async bring(
		host: Host,
		other: Woman,
		role: 'member' | 'facilitator' = 'member',
		reseal?: (row: RecordRow) => boolean
	): Promise<void> {
		const { vault } = this;
		const invited = good(await vault.invite(host.group, { day, role, expires, preview: { hello: 'there' } }));
		await host.take(invited.change);
		await this.see(host);
		const { fragment } = invited.secret;
		const asked = good(await other.vault.requestToJoin({ fragment, offer: invited.offer, day, body: {} }));
		other.handle = asked.handle;
		const due = await vault.dueAfter(host.group, {
			kind: 'admit',
			handle: other.handle,
			...(role === 'facilitator' && { role })
		});
		const rotations = await host.rotations(due, reseal);
		await host.take(good(await vault.admit(host.group, { day, fragment, request: asked.request, rotations })).change);
		await this.see(host);
		await other.see(host);
	}

	/** Seals one new record and hands it in. */
	async write(host: Host, circle: CircleName, type: string, body: Json): Promise<RecordRow> {
		const id = toBase64url(crypto.getRandomValues(new Uint8Array(16)));
		const item = { circle, type, id, version: 1, prev: '' as const, body };
		const { records } = good(await this.vault.seal(host.group, [item]));
		host.store(records);
		const [row] = records;
		if (!row) throw new Error('nothing sealed');
		return row;
	}
}
