import type { RecordType } from '#lib/groups/record-types.ts';
import { RECORDS } from './session.ts';

/** Ids of the sessions whose plan she may see. */
export interface Facts {
	visible: ReadonlySet<string>;
}

const nobody = () => false;
const facilitators = ({ facilitator }: { facilitator: boolean }) => facilitator;
// All four are written together with a row of ours, by the verbs of server/sessions.ts, and never alone.
const rest = { live: true, write: nobody } as const;

/** What this slice seals. */
export const planType: RecordType<Facts> = {
	...rest,
	type: RECORDS.plan,
	circle: 'group',
	signed: true,
	read: (reader, { id }, { visible }) => reader.facilitator || visible.has(id)
};
export const notesType: RecordType = {
	...rest,
	type: RECORDS.notes,
	circle: 'facilitators',
	signed: false,
	read: facilitators
};
export const overrideType: RecordType = {
	...rest,
	type: RECORDS.override,
	circle: 'facilitators',
	signed: true,
	read: facilitators
};
export const answerType: RecordType = {
	...rest,
	type: RECORDS.answer,
	circle: 'member',
	signed: false,
	read: (reader, { owner }) => reader.facilitator || reader.handle === owner
};
