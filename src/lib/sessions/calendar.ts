/**
 * One entry of her own calendar: her title and two instants, and nothing else — no place, no text, no organiser, nobody
 * who takes part, no alarm. Times are in UTC, so that no zone name and no wrong hour gets in (RFC 5545).
 */
export interface CalendarEntry {
	/** Random, and the same for all files of one session: that is how a calendar knows which entry to change. */
	uid: string;
	/** What she typed. */
	title: string;
	startsAt: number;
	endsAt: number;
	/** One more at each file after the first. */
	sequence: number;
	/** The session does not take place: the file takes the entry out. */
	cancelled?: boolean;
	/** When the file is made. */
	now: number;
}

/** Says nothing in a list of downloads. */
export const FILE_NAME = 'entry.ics';
export const TITLE_MAX = 80;

const stamp = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
const escape = (text: string) =>
	text
		.replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, ' ')
		.replace(/[\\;,]/g, '\\$&')
		.replace(/\n/g, '\\n');

/** The whole file. Opening a later one with the same uid changes the entry, or takes it out. */
export function makeIcs({ uid, title, startsAt, endsAt, sequence, cancelled = false, now }: CalendarEntry): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Calendar//EN',
		'CALSCALE:GREGORIAN',
		'BEGIN:VEVENT',
		`UID:${uid}`,
		`DTSTAMP:${stamp(now)}`,
		`DTSTART:${stamp(startsAt)}`,
		`DTEND:${stamp(endsAt)}`,
		`SEQUENCE:${sequence}`,
		`STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
		`SUMMARY:${escape(title)}`,
		'CLASS:PRIVATE',
		'END:VEVENT',
		'END:VCALENDAR'
	];
	return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** Lines of at most 75 bytes, never cut inside a character. */
function fold(line: string): string {
	const utf8 = new TextEncoder();
	let out = '';
	let room = 75;
	for (const character of line) {
		const size = utf8.encode(character).length;
		if (size > room) {
			out += '\r\n ';
			room = 74;
		}
		out += character;
		room -= size;
	}
	return out;
}

/** What is kept, sealed to herself alone, so that a later file finds the same entry. */
export interface KeptEntry {
	uid: string;
	title: string;
	/** Of the last file that was made. */
	sequence: number;
	startsAt: number;
	endsAt: number;
	cancelled: boolean;
}

/** What the next file would be for: nothing has changed, times have, or it was called off. */
export function due(
	kept: KeptEntry,
	session: { startsAt: number; endsAt: number; state: string }
): 'none' | 'update' | 'cancel' {
	if (session.state === 'cancelled') return kept.cancelled ? 'none' : 'cancel';
	const same = kept.startsAt === session.startsAt && kept.endsAt === session.endsAt && !kept.cancelled;
	return same ? 'none' : 'update';
}
