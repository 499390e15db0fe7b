import type { Progress } from './account.ts';
import { openBox, sealBox } from './box.ts';
import { fromBase64url, randomBytes, toBase64url, utf8 } from './encoding.ts';
import { derive } from './primitives.ts';
import type { Day, Json } from './sealed.ts';
import { cost, isFairCost, type Cost, type Scrypt } from './stretch.ts';
import type { KeptCard } from './vault.ts';

const place = (day: Day): Json => ({ day, what: 'kept card' });

async function cardKey(code: string, salt: string, cost: Cost, scrypt: Scrypt, progress?: Progress) {
	const bytes = fromBase64url(salt, 16);
	if (!bytes) return null;
	return derive(await scrypt(utf8(code.normalize('NFKC').trim()), bytes, cost, progress), 'kept card');
}

/** The one thing kept on a device: a card under a short code, for one day. Throws when it is too large to keep. */
export async function keepCard(
	input: { code: string; day: Day; body: Json },
	scrypt: Scrypt,
	progress?: Progress
): Promise<KeptCard> {
	const { code, day, body } = input;
	const salt = toBase64url(randomBytes(16));
	const key = await cardKey(code, salt, cost, scrypt, progress);
	const envelope = key && (await sealBox(key, place(day), body));
	if (!envelope) throw new RangeError('too large to keep');
	return { day, salt, ...cost, envelope };
}

/** Opens it with the code on its own day; whoever calls counts wrong codes and deletes the card. */
export async function openKept(
	input: { code: string; today: Day; card: KeptCard },
	scrypt: Scrypt,
	progress?: Progress
): Promise<{ ok: true; body: Json } | { ok: false; reason: 'damaged' | 'another-day' | 'weak-kdf' }> {
	const { code, today, card } = input;
	if (card.day !== today) return { ok: false, reason: 'another-day' };
	if (!isFairCost(card)) return { ok: false, reason: 'weak-kdf' };
	const key = await cardKey(code, card.salt, card, scrypt, progress);
	const opened = key && (await openBox(key, place(card.day), card.envelope));
	return opened?.ok ? opened : { ok: false, reason: 'damaged' };
}
