import type { RecordRow } from '#lib/crypto/change.ts';
import { invitationRecordId } from '#lib/crypto/offer.ts';
import { isReader } from '#lib/crypto/circles.ts';
import { refuse, type Refusal } from '#lib/platform/server/route.ts';
import type { Step } from './changes.ts';
import { find, headerOf, save } from './records.ts';
import { fits, placeOf, verdicts, type Verdicts } from './registry.ts';

/** Stores the records of a change: those sealed again under a new epoch, and those that come with it. */
export async function bring(step: Step): Promise<Refusal | undefined> {
	const { trx, ctx, state, author, change } = step;
	const reader = { handle: author.handle, facilitator: author.facilitator, state: 'member' as const };
	const rules = verdicts(trx, { group: state.group, reader, now: ctx.now() });
	for (const record of change.records) {
		const refused = (await placed(step, record, rules)) ?? (await headerOf(trx, state.group, record.envelope));
		if (refused) return refused;
	}
	return undefined;
}

async function placed(step: Step, record: RecordRow, rules: Verdicts): Promise<Refusal | undefined> {
	const { trx, state, slices, author, change } = step;
	const { circle: name, type: typeName } = record;
	const circle = state.circles[name];
	const type = slices.registry.get(typeName);
	if (!circle || !type || !fits(type, name)) return refuse(422, 'record-place');
	if (circle.epoch !== record.epoch) return refuse(409, 'epoch', { epoch: circle.epoch });
	const now = await find(trx, state.group, record);
	const rotated = change.wraps.some((wrap) => wrap.circle === name);
	// Nobody can see here whether it is the same content under a new key, so this is for facilitators alone.
	if (now && now.version === record.version && rotated && author.facilitator) {
		await save(trx, state.group, record, undefined);
		return undefined;
	}
	if (circle.due) return refuse(409, 'epoch-due');
	const ruled = comesWithEvent(step, record) || (await rules.mayWrite(type, placeOf(record)));
	const may = ruled && isReader(state, name, author.handle);
	const reads = await rules.mayRead(type, placeOf(record));
	// Before anything that stands is handed out: the answer to a wrong version would be a way round the rules of reading.
	if (!may && !(author.facilitator && reads)) return refuse(422, 'record-not-hers');
	if ((now?.version ?? 0) + 1 !== record.version) {
		return refuse(409, 'edited', { current: (reads && now) || null });
	}
	if (!may) return refuse(422, 'record-not-hers');
	if (type.proven && !author.proven) return refuse(403, 'prove');
	await save(trx, state.group, record, now ? undefined : type.live);
	return undefined;
}

/** What nobody may write alone, but an event brings: the first card, an invitation's secret, a newcomer's name. */
function comesWithEvent({ change }: Step, { type, id, version }: RecordRow): boolean {
	if (version !== 1) return false;
	if (type === 'group-card') return change.events[0]?.kind === 'create';
	if (type === 'invitation') return change.offers.some(({ invitation }) => invitationRecordId(invitation) === id);
	return type === 'profile' && change.events.some((event) => event.kind === 'admit' && event.body.handle === id);
}
