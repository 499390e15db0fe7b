import { memberOf } from './circles.ts';
import { apply, emptyRoster } from './roster-apply.ts';
import { eventHash, isConsent, isSignedBy, parseEvent } from './roster-event.ts';
import { judge } from './roster-rules.ts';
import type { Place } from './roster-short.ts';
import type { Consent, RosterEvent, RosterRefusal, RosterState, RosterVerdict } from './roster.ts';
import type { Json } from './sealed.ts';

/** Verifies a whole log from its `create` event. The same function runs on the server and on every device. */
export function verifyRoster(events: readonly unknown[]): Promise<RosterVerdict> {
	return extendRoster(emptyRoster(), events);
}

/**
 * Verifies what comes after a state already verified. The state handed in is left as it is.
 * @param read makes an event of what came, given where in the log it stands
 */
export async function extendRoster(
	from: RosterState,
	events: readonly unknown[],
	read: (raw: unknown, place: Place) => RosterEvent | null = parseEvent
): Promise<RosterVerdict> {
	const state = JSON.parse(JSON.stringify(from)) as RosterState;
	for (const raw of events) {
		const event = read(raw, { group: state.group, prev: state.head });
		const reason = event ? await refuse(state, event) : 'shape';
		if (!event || reason) return { ok: false, at: state.seq + 1, reason: reason ?? 'shape' };
		apply(state, event, await eventHash(event));
	}
	if (state.seq < 0) return { ok: false, at: 0, reason: 'chain' };
	return { ok: true, state };
}

async function refuse(state: RosterState, event: RosterEvent): Promise<RosterRefusal | null> {
	if (event.seq !== state.seq + 1 || event.prev !== state.head || event.group !== state.group) return 'chain';
	if (state.seq < 0) return refuseCreate(event);
	const key = memberOf(state, event.by)?.sign;
	if (!key) return 'not-a-member';
	if (!(await isSignedBy(event, key))) return 'signature';
	for (const consent of event.consents) if (!(await isGenuine(state, event, consent))) return 'consent';
	if (new Set(event.consents.map(({ by }) => by)).size !== event.consents.length) return 'consent';
	return judge(state, event);
}

async function refuseCreate(event: RosterEvent): Promise<RosterRefusal | null> {
	if (event.kind !== 'create') return 'chain';
	if (event.by !== event.body.handle || event.consents.length > 0) return 'not-allowed';
	return (await isSignedBy(event, event.body.sign)) ? null : 'signature';
}

/** Made with the key in force of a member; of the one who comes in, or has new keys, with the key that she brings. */
async function isGenuine(state: RosterState, event: RosterEvent, consent: Consent): Promise<boolean> {
	if (!state.heads.includes(consent.head)) return false;
	const brings =
		(event.kind === 'admit' && consent.by === event.body.handle) || (event.kind === 'rekey' && consent.by === event.by);
	const key = brings ? event.body.sign : memberOf(state, consent.by)?.sign;
	if (!key || (!brings && consent.by === event.by)) return false;
	return isConsent(consent, { group: state.group, kind: event.kind, body: event.body as unknown as Json }, key);
}
