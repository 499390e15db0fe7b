import type { LiveRow } from '#lib/crypto/record.ts';
import type { Handle, Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { sequenceOf } from '../live-entry.ts';
import type { SessionState } from '../session.ts';

/** A sealed entry as this page keeps it. */
export interface KeptRow extends LiveRow {
	/** The server's number, once it has come back from there. */
	seq: number | null;
	/** `here`: to be sent; `queued`: in the outbox; `sent`: the server has it. */
	where: 'here' | 'queued' | 'sent';
}

/**
 * A running session's log as sealed entries and nothing else: it may stay in page memory through a cover and a lock,
 * so that ten minutes without a network, or her words asked for again, cost nothing.
 */
export class LiveStore {
	readonly handle: Handle;
	readonly rows = new Map<string, KeptRow>();
	/** Whose moves count. Handles say nothing to anybody outside. */
	facilitators: ReadonlySet<Handle> = new Set();
	zone = 'UTC';
	state: SessionState = 'announced';
	startedAt: number | null = null;
	endsBy: number | null = null;
	/** Server's clock minus this device's, ms. */
	offset = 0;
	/** How many of those left out she has put away. */
	putAway = 0;

	constructor(handle: Handle) {
		this.handle = handle;
	}

	led(facilitators: readonly Handle[]): void {
		this.facilitators = new Set(facilitators);
	}

	/** The newest number of each circle and of what was played, as the server takes it: `group.12,play.3`. */
	cursors(without?: 'nothing played'): string {
		const newest = new Map<string, number>();
		for (const { circle, seq } of this.rows.values()) {
			const sequence = sequenceOf(circle);
			if (seq !== null) newest.set(sequence, Math.max(newest.get(sequence) ?? 0, seq));
		}
		if (without) newest.set('play', PAST_ALL);
		return [...newest].map(([circle, seq]) => `${circle}.${seq}`).join(',');
	}

	/** What the server does not have yet. */
	get unsent(): KeptRow[] {
		return [...this.rows.values()].filter((row) => row.where !== 'sent');
	}
}

/** Past every number that is given. */
const PAST_ALL = 9_999_999;

const stores = new Map<string, LiveStore>();

/** The one store of a session in this page, for this woman: another one at the same device finds nothing of hers. */
export function storeOf(session: string, handle: Handle): LiveStore {
	const had = stores.get(session);
	if (had?.handle === handle) return had;
	const made = new LiveStore(handle);
	stores.set(session, made);
	return made;
}

/** What the Vault opens. */
export const bare = ({ circle, session, entry, epoch, envelope }: KeptRow): LiveRow => ({
	circle,
	session,
	entry,
	epoch,
	envelope
});
/** What the server takes. */
export const wire = ({ circle, entry, epoch, envelope }: KeptRow) => ({ circle, entry, epoch, envelope });

export function newEntryId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return btoa(String.fromCharCode(...bytes))
		.replace(/\+/g, '-')
		.replace(/\//g, '_')
		.replace(/=+$/, '');
}

/** What the server hands out of a running session. */
export interface Pulled {
	state: SessionState;
	startedAt: number | null;
	endsBy: number | null;
	now: number;
	entries: (Omit<LiveRow, 'session'> & { seq: number })[];
}

/**
 * Whether anything has come into a member's circle since this device last looked. Counts sealed rows and opens none: for
 * under the cover. An answer of the other facilitator's counts too; what is played does not.
 */
export async function membersSaid(api: Client['api'], group: Hash, session: string, store: LiveStore) {
	const after = store.cursors('nothing played');
	const answer = await api.get<Pulled>(`/groups/${group}/sessions/${session}/live?after=${after}`);
	return answer.ok && answer.data.entries.some(({ circle }) => circle.startsWith('member:'));
}
