import * as v from 'valibot';
import { isRecipient } from './account-keys.ts';
import { canonicalBytes } from './canonical.ts';
import { isCircleName, isHandle, isHash } from './circles.ts';
import { sign, verify } from './curves.ts';
import { fromBase64url, inContext, toBase64url, type Bytes } from './encoding.ts';
import { hashIn } from './primitives.ts';
import type { Consent, RosterBodies, RosterEvent, RosterKind } from './roster.ts';
import type { Day, Handle, Hash, Json } from './sealed.ts';

const handle = v.custom<Handle>(isHandle);
const hash = v.custom<Hash>(isHash);
const signKey = v.custom<string>((text) => fromBase64url(text, 32) !== null);
const signature = v.custom<string>((text) => fromBase64url(text, 64) !== null);
const recipient = v.custom<string>((text) => typeof text === 'string' && isRecipient(text));
const day = v.custom<Day>((text) => typeof text === 'string' && isDay(text));
const count = (least: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(least));
const keys = { sign: signKey, age: recipient };

const bodies = {
	create: v.strictObject({ handle, nonce: handle, ...keys }),
	policy: v.strictObject({ approvers: v.picklist([1, 2]) }),
	invite: v.strictObject({ invitation: hash, role: v.picklist(['member', 'facilitator']), expires: day }),
	'revoke-invite': v.strictObject({ invitation: hash }),
	admit: v.strictObject({ invitation: hash, handle, ...keys }),
	leave: v.strictObject({}),
	rekey: v.strictObject(keys),
	remove: v.strictObject({ handle }),
	role: v.strictObject({ handle, role: v.picklist(['facilitator', 'treasurer', 'lead']), on: v.boolean() }),
	rotate: v.strictObject({ circle: v.custom<string>(isCircleName), epoch: count(1), commitment: hash, live: hash })
} satisfies Record<RosterKind, v.GenericSchema>;

const frame = v.strictObject({
	v: v.literal(1),
	group: v.union([hash, v.literal('')]),
	prev: v.union([hash, v.literal('')]),
	seq: count(0),
	day,
	kind: v.picklist(Object.keys(bodies) as RosterKind[]),
	by: handle,
	body: v.unknown(),
	consents: v.pipe(v.array(v.strictObject({ by: handle, head: hash, sig: signature })), v.maxLength(200)),
	sig: signature
});

/** A day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
	if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
	const time = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** `day` and `days` after it. */
export function dayAfter(day: Day, days: number): Day {
	return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The event, or `null` when anything in it is missing, too much or not of its kind. */
export function parseEvent(event: unknown): RosterEvent | null {
	const framed = v.safeParse(frame, event);
	if (!framed.success || !v.is(bodies[framed.output.kind], framed.output.body)) return null;
	return framed.output as RosterEvent;
}

/** The name of an event and the link of the chain: over all of it, signatures included. */
export function eventHash(event: RosterEvent): Promise<Hash> {
	return hashIn('event', canonicalBytes(event as unknown as Json));
}

function signedPart(event: Omit<RosterEvent, 'sig'>): Bytes {
	const { v, group, prev, seq, day, kind, by, body, consents } = event;
	return inContext('roster', canonicalBytes({ v, group, prev, seq, day, kind, by, body, consents } as unknown as Json));
}

/** What a second person signs: this event's content in this group, at the head that she knew. */
function consentMessage(group: Hash, head: Hash, kind: RosterKind, body: Json): Bytes {
	return inContext('consent', canonicalBytes({ body, group, head, kind }));
}

/** Everything of an event but its signature. */
export type Draft<K extends RosterKind = RosterKind> = {
	group: Hash | '';
	prev: Hash | '';
	seq: number;
	day: Day;
	kind: K;
	by: Handle;
	body: RosterBodies[K];
	consents?: Consent[];
};

/** Signs an event with the key that is in force for `by`. */
export async function makeEvent<K extends RosterKind>(draft: Draft<K>, seed: Bytes): Promise<RosterEvent> {
	const { group, prev, seq, day, kind, by, body, consents = [] } = draft;
	const unsigned = { v: 1, group, prev, seq, day, kind, by, body, consents } as Omit<RosterEvent, 'sig'>;
	return { ...unsigned, sig: toBase64url(await sign(seed, signedPart(unsigned))) } as RosterEvent;
}

/** Whether the event is signed with this key. */
export async function isSignedBy(event: RosterEvent, key: string): Promise<boolean> {
	const [bytes, sig] = [fromBase64url(key, 32), fromBase64url(event.sig, 64)];
	return bytes !== null && sig !== null && verify(bytes, sig, signedPart(event));
}

/** A second person's signature for an event that someone else will make. */
export async function makeConsent(
	input: { by: Handle; group: Hash; head: Hash; kind: RosterKind; body: Json },
	seed: Bytes
): Promise<Consent> {
	const { by, group, head, kind, body } = input;
	return { by, head, sig: toBase64url(await sign(seed, consentMessage(group, head, kind, body))) };
}

/** Whether this consent was given with this key, for just this kind and body in this group. */
export async function isConsent(
	consent: Consent,
	event: { group: Hash; kind: RosterKind; body: Json },
	key: string
): Promise<boolean> {
	const [bytes, sig] = [fromBase64url(key, 32), fromBase64url(consent.sig, 64)];
	if (!bytes || !sig) return false;
	return verify(bytes, sig, consentMessage(event.group, consent.head, event.kind, event.body));
}
