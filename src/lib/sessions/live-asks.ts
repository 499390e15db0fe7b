import type { CircleName, Handle } from '#lib/crypto/sealed.ts';
import type { LiveEntry } from './live-entry.ts';

// A member cannot stop everybody herself: she writes in her own circle alone, and what stands there only the facilitators
// read. So she asks, their phones show it at once with her name, and one of them stops it. The others are told nothing.

export interface Ask {
	who: Handle;
	/** The entry's id, which the answer names. */
	id: string;
	at: number;
	/** A facilitator has seen it. */
	heard: boolean;
}

/** One woman's circle: the newest time she asked, and whether that has been heard. */
export function foldAsks(circle: CircleName, log: readonly LiveEntry[], facilitators: ReadonlySet<Handle>): Ask[] {
	const who = circle.slice('member:'.length);
	let ask: Ask | undefined;
	for (const { id, author, body } of log) {
		if (body.kind === 'ask-stop' && author === who) ask = { who, id, at: body.at, heard: false };
		if (body.kind === 'heard' && facilitators.has(author) && ask?.id === body.about) ask = { ...ask, heard: true };
	}
	return ask ? [ask] : [];
}
