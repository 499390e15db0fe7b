import * as v from 'valibot';
import type { Progress } from '#lib/crypto/account.ts';
import type { Sealed } from '#lib/crypto/sealed.ts';
import type { KeptCard } from '#lib/crypto/vault.ts';
import { dayIn } from '#lib/platform/day.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { card, outline, picture } from '#lib/venues/venue.ts';
import { plainDigits } from '#lib/words/format.ts';
import { KEY, type Store } from './kept-here.ts';
import { planItem } from './session.ts';

// [Note: kept for today] The one exception to "nothing on the device" (security.md): on the day of a session, and only
// if she asks, the way there is kept in this browser, sealed under a short code she chooses then. Exit deletes it (the
// browser is told to clear its storage), so do five wrong codes, and the next opening on another day.

const MOST_WRONG = 5;
export const CODE_MIN = 4;

/** Today where the device is: offline it knows no other zone. */
export const deviceDay = (): string => dayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, Date.now());

/** What is kept: enough to find the way, and for facilitators the evening's parts. No names, no answers. */
export const keptBody = v.object({
	v: v.literal(1),
	startsAt: v.number(),
	endsAt: v.number(),
	zone: v.string(),
	outline,
	card,
	jpeg: v.nullable(picture.entries.jpeg),
	items: v.array(planItem)
});
export type KeptBody = v.InferOutput<typeof keptBody>;

const cost = v.pipe(v.number(), v.safeInteger());
const stored = v.object({
	wrong: cost,
	card: v.object({ day: v.string(), salt: v.string(), n: cost, r: cost, p: cost, envelope: v.string() })
});

/** Whether there is something for today. What is there for another day, or is no longer whole, is deleted by looking. */
export function look(store: Store, today: string): { card: KeptCard; wrong: number } | undefined {
	const parsed = v.safeParse(stored, parseJson(store.getItem(KEY)));
	if (parsed.success && parsed.output.card.day === today && parsed.output.wrong < MOST_WRONG) {
		const { card: kept, wrong } = parsed.output;
		return { card: { ...kept, envelope: kept.envelope as Sealed }, wrong };
	}
	store.removeItem(KEY);
	return undefined;
}

function parseJson(text: string | null): unknown {
	try {
		return text === null ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}

export interface KeepInput {
	code: string;
	today: string;
	body: KeptBody;
}
/** `no-room`: the browser keeps nothing of this size, or nothing at all. */
export type KeepOutcome = { ok: true } | { ok: false; reason: 'short' | 'no-room' };

/** Keeps it. When there is no room for the picture, without it. */
export async function keep(
	{ vault }: Pick<Client, 'vault'>,
	store: Store,
	{ code, today, body }: KeepInput,
	progress?: Progress
): Promise<KeepOutcome> {
	if ([...code.trim()].length < CODE_MIN) return { ok: false, reason: 'short' };
	const all = body.jpeg === null ? [body] : [body, { ...body, jpeg: null, card: { ...body.card, picture: false } }];
	for (const one of all) {
		try {
			const kept = await vault.keepCard({ code: plainDigits(code), day: today, body: one }, progress);
			store.setItem(KEY, JSON.stringify({ wrong: 0, card: kept }));
			return { ok: true };
		} catch (error) {
			if (error instanceof Error && ['worker', 'locked'].includes(error.message)) throw error;
			store.removeItem(KEY); // too large, for the lock or for the browser
		}
	}
	return { ok: false, reason: 'no-room' };
}

export type OpenOutcome =
	| { ok: true; body: KeptBody }
	/** `left`: how many tries remain before it is deleted. */
	| { ok: false; reason: 'wrong'; left: number }
	| { ok: false; reason: 'gone' };

/** Opens it with her code, without a network. A try counts before it is made: reloading the page wins nothing. */
export async function open(
	{ vault }: Pick<Client, 'vault'>,
	store: Store,
	input: { code: string; today: string },
	progress?: Progress
): Promise<OpenOutcome> {
	const found = look(store, input.today);
	if (!found) return { ok: false, reason: 'gone' };
	const wrong = found.wrong + 1;
	store.setItem(KEY, JSON.stringify({ wrong, card: found.card }));
	const code = plainDigits(input.code);
	const opened = await vault.openKept({ ...input, code, card: found.card }, progress).catch((error: unknown) => {
		if (error instanceof Error && error.message === 'worker') takeBack(store, input.today);
		throw error;
	});
	const body = opened.ok ? v.safeParse(keptBody, opened.body) : undefined;
	if (body?.success) {
		store.setItem(KEY, JSON.stringify({ wrong: 0, card: found.card }));
		return { ok: true, body: body.output };
	}
	if (wrong < MOST_WRONG && !body) return { ok: false, reason: 'wrong', left: MOST_WRONG - wrong };
	store.removeItem(KEY);
	return { ok: false, reason: 'gone' };
}

/** What stretches the code did not load, so nothing was tried. Of what stands there now: it may have gone meanwhile. */
function takeBack(store: Store, today: string): void {
	const now = look(store, today);
	if (now) store.setItem(KEY, JSON.stringify({ ...now, wrong: Math.max(0, now.wrong - 1) }));
}
