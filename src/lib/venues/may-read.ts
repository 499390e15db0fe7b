/** How long before the start the card opens, and how long after the end it stays so: for the way home. */
export const OPENS_MS = 48 * 3_600_000;
export const STAYS_MS = 6 * 3_600_000;

export interface VenueReader {
	facilitator: boolean;
	state: 'member' | 'break' | 'left' | 'removed' | 'none';
}

/** A session at this venue, as far as it matters here. */
export interface VenueSession {
	state: 'planned' | 'announced' | 'live' | 'closed' | 'cancelled';
	startsAt: number;
	endsAt: number;
	/** She has said yes. */
	mayOpen: boolean;
}

export interface VenueQuestion {
	reader: VenueReader;
	/** The group's own choice. */
	opens: '48h' | 'always';
	sessions: readonly VenueSession[];
	now: number;
}

const takesPlace = (state: VenueSession['state']) => state === 'announced' || state === 'live' || state === 'closed';

/**
 * Whether the server hands her the venue card. Every member holds the key to it; this gate is the lock (security.md,
 * who can read what). Facilitators always; members when the group chose so, else from 48 hours before a session that
 * they said yes to until six hours after it.
 */
export function mayRead({ reader, opens, sessions, now }: VenueQuestion): boolean {
	if (reader.state !== 'member' && !(reader.facilitator && reader.state === 'break')) return false;
	if (reader.facilitator || opens === 'always') return true;
	return sessions.some((s) => takesPlace(s.state) && s.mayOpen && isOpen(s, now));
}

const isOpen = ({ startsAt, endsAt }: VenueSession, now: number) =>
	now >= startsAt - OPENS_MS && now < endsAt + STAYS_MS;

/** When it opens for her, if nothing changes: for "opens on Tuesday at 18:30". Null: it is not a matter of time. */
export function opensAt(
	session: Pick<VenueSession, 'state' | 'startsAt' | 'mayOpen'>,
	opens: '48h' | 'always'
): number | null {
	if (opens === 'always' || !session.mayOpen || !takesPlace(session.state)) return null;
	return session.startsAt - OPENS_MS;
}
