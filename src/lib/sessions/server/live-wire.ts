import type { Sealed } from '#lib/platform/server/sealed.ts';

// What travels of [Note: live log] between a device and the server.

/** As it comes from a device. */
export interface NewEntry {
	circle: string;
	entry: string;
	epoch: number;
	envelope: Sealed;
}

export interface StoredEntry extends NewEntry {
	seq: number;
}

export interface LiveAnswer {
	state: 'planned' | 'announced' | 'live' | 'closed' | 'cancelled';
	startedAt: number | null;
	/** When the session ends by itself; null while it has not started. */
	endsBy: number | null;
	/** The server's clock: phones differ, and the timers are to agree. */
	now: number;
	entries: StoredEntry[];
}

/** The newest number she has of each circle, and of what was played (`play`); one that is left out starts at its beginning. */
export type Cursors = Readonly<Record<string, number>>;
