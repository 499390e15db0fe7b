import * as v from 'valibot';
import { day } from '#lib/platform/day.ts';
import { line, prose } from '#lib/platform/text.ts';

/** A part of the agreement under its own heading. */
export const topic = v.object({ title: line(80, 1), text: prose(2000, 1) });
export type Topic = v.InferOutput<typeof topic>;

/** The text of one version, sealed to the group and signed (type `agreement`, id = `numberedId(version)`). */
export const agreementText = v.object({
	version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
	kind: v.picklist(['major', 'minor']),
	reviewDay: day(),
	topics: v.pipe(v.array(topic), v.minLength(1, 'empty'), v.maxLength(40, 'long')),
	/** What changed since the version before; empty in the first. */
	changed: prose(500)
});
export type AgreementText = v.InferOutput<typeof agreementText>;

/** What the facilitators are still writing together, sealed to them (type `agreement-draft`). */
export const agreementDraft = v.object({
	topics: v.pipe(v.array(v.object({ title: line(80), text: prose(2000) })), v.maxLength(40, 'long')),
	reviewDay: v.union([day(), v.literal('')])
});
export type AgreementDraft = v.InferOutput<typeof agreementDraft>;

/** What the server knows of a version. */
export interface Published {
	version: number;
	/** `major`: the meaning changed, everyone is asked again. `minor`: only the wording. */
	kind: 'major' | 'minor';
	reviewDay: string;
	publishedDay: string;
}

export interface Standing {
	/** The version that holds for her today; 0 before the first. */
	inForce: number;
	newest: number;
	/** She has not answered the newest change of meaning yet. */
	asked: boolean;
}

/**
 * Which version holds for her. A change of wording holds at once. After a change of meaning the version before it stays
 * in force until she accepts, or until that version's review day has passed (product.md, Agreement).
 * @param accepted the versions she has accepted
 */
export function standing(published: readonly Published[], accepted: readonly number[], today: string): Standing {
	const sorted = [...published].sort((a, b) => a.version - b.version);
	const newest = sorted.at(-1)?.version ?? 0;
	if (newest === 0) return { inForce: 0, newest, asked: false };
	const said = Math.max(0, ...accepted);
	const firstOf = (version: number) => sorted.findLast((p) => p.kind === 'major' && p.version <= version)?.version ?? 1;
	if (firstOf(said) === firstOf(newest) && said > 0) return { inForce: newest, newest, asked: false };
	const before = sorted.filter((p) => p.version < nextMajor(sorted, said)).at(-1);
	const held = said > 0 && before !== undefined && today <= before.reviewDay;
	return { inForce: held ? before.version : newest, newest, asked: true };
}

const nextMajor = (sorted: readonly Published[], after: number) =>
	sorted.find((p) => p.kind === 'major' && p.version > after)?.version ?? Infinity;

/** Whose answer is still waited for, for the facilitators: handles without an acceptance of the newest meaning. */
export function waitingFor(
	published: readonly Published[],
	acceptances: readonly { handle: string; version: number }[],
	handles: readonly string[]
): string[] {
	const major = published.reduce((top, p) => (p.kind === 'major' ? Math.max(top, p.version) : top), 0);
	if (major === 0) return [];
	return handles.filter((h) => !acceptances.some((a) => a.handle === h && a.version >= major));
}
