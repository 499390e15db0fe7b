import type { AgreementDraft, Topic } from './agreement.ts';

/** One place where two drafts may differ. A side that is missing does not have this topic. */
export interface Difference {
	title: string;
	mine: Topic | undefined;
	theirs: Topic | undefined;
	same: boolean;
}

export type Pick = 'mine' | 'theirs' | 'both';

/**
 * Two drafts of the agreement side by side, matched by their headings: in the other's order, and where only this one
 * has a topic, after the topic it follows here.
 */
export function compare(mine: readonly Topic[], theirs: readonly Topic[]): Difference[] {
	const rows: Difference[] = theirs.map((topic) => ({
		title: topic.title,
		mine: undefined,
		theirs: topic,
		same: false
	}));
	let after = 0;
	for (const topic of mine) {
		const at = rows.findIndex((row) => row.mine === undefined && row.theirs?.title === topic.title);
		const row = rows[at];
		if (row) rows[at] = { ...row, mine: topic, same: row.theirs?.text === topic.text };
		else rows.splice(after, 0, { title: topic.title, mine: topic, theirs: undefined, same: false });
		after = (at < 0 ? after : at) + 1;
	}
	return rows;
}

const saysTheSame = (a: Topic | undefined, b: Topic | undefined) => a?.text === b?.text;

/**
 * Where only one of the two changed what both started from, that change. Where both did, and for new topics: nothing
 * is suggested.
 */
export function suggest(rows: readonly Difference[], base: readonly Topic[]): Record<number, Pick> {
	const picks: Record<number, Pick> = {};
	rows.forEach((row, at) => {
		const before = base.find((topic) => topic.title === row.title);
		if (row.same || !before) return;
		if (saysTheSame(row.theirs, before)) picks[at] = 'mine';
		else if (saysTheSame(row.mine, before)) picks[at] = 'theirs';
	});
	return picks;
}

/** One draft out of two. Nothing that was not decided is dropped: an undecided place keeps what stands there. */
export function join(rows: readonly Difference[], picks: Readonly<Record<number, Pick>>): Topic[] {
	return rows.flatMap((row, at) => {
		const pick = row.same ? 'theirs' : (picks[at] ?? 'both');
		const mine = pick === 'theirs' ? [] : [row.mine];
		const theirs = pick === 'mine' ? [] : [row.theirs];
		return [...theirs, ...mine].filter((topic) => topic !== undefined);
	});
}

/** Whether two drafts say the same. */
export const sameDraft = (a: AgreementDraft, b: AgreementDraft): boolean => JSON.stringify(a) === JSON.stringify(b);
