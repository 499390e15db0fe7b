import * as v from 'valibot';
import type { GroupView } from '#lib/crypto/vault.ts';

/**
 * Said among the facilitators, sealed and signed: she is out. The record's id is her handle; who said it is its author.
 * `at` in ms.
 */
export const removalNote = v.object({ handle: v.string(), at: v.pipe(v.number(), v.safeInteger()) });

type Listed = Pick<GroupView['members'][number], 'roles' | 'state'>;

/**
 * Whether the house says that she is out while the signed roster still has her. A facilitator's removal takes two
 * people's signatures and is never such a case.
 */
export function isUnsigned({ roles, state }: Listed, served: string): boolean {
	return state === 'active' && !roles.includes('facilitator') && (served === 'left' || served === 'removed');
}

/** An opened note: its author has been found genuine at the roster event number `seq`. */
export interface Note {
	id: string;
	author: string;
	seq: number;
	body: unknown;
}

/**
 * [Note: who says that she is out] A host can answer that anybody was removed. A device signs `remove` by itself only
 * where a facilitator has said so under seal: one who is facilitator still, about just this woman, and not before she
 * came or her part in the group last changed. Everything else is asked of a person.
 */
export function isSaid(note: Note, members: GroupView['members']): boolean {
	const body = v.safeParse(removalNote, note.body);
	const about = members.find(({ handle }) => handle === note.id);
	const author = members.find(({ handle }) => handle === note.author);
	if (!body.success || body.output.handle !== note.id || !about) return false;
	const may = author?.state === 'active' && author.roles.includes('facilitator') && author !== about;
	return may && note.seq >= about.changed;
}
