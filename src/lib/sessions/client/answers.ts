import type { Client } from '#lib/platform/client/client.ts';
import { keptAs } from '#lib/groups/client/open-group.ts';
import { getRecords, memberCircle, partOf, sealAndSend, type SealRefusal } from '#lib/groups/client/records.ts';
import type { GroupView, Kept } from '#lib/groups/client/view.ts';
import * as nouns from '../session.ts';
import { RECORDS, type Coming } from '../session.ts';
import { path, refused } from './sessions.ts';

export type AnswerOutcome =
	| { ok: true; coming: Kept<Coming> }
	| { ok: false; reason: 'over' | 'on-a-break' | 'edited'; why?: string }
	| SealRefusal;

/**
 * Her answer, at any time and without a reason; sealed to herself and the facilitators. The server learns only whether
 * she may open the venue card. Two of her devices at once: the later one wins, it is the same woman.
 */
export async function give(
	client: Client,
	view: GroupView,
	input: { session: string; coming: Coming; base: Kept<Coming> | null }
): Promise<AnswerOutcome> {
	const { session, coming } = input;
	const id = await nouns.answerId(session, view.me.handle);
	const circle = memberCircle(view.me.handle);
	let base = input.base;
	for (let tries = 0; ; tries += 1) {
		const piece = { circle, type: RECORDS.answer, id, base, body: { v: 1, session, coming } };
		const given = await sealAndSend(client, view, [piece], ([row]) =>
			client.api.put(`${path(view, session)}/answer`, {
				mayOpen: coming === 'yes',
				remind: coming !== 'no',
				answer: row && partOf(row)
			})
		);
		if (!given.ok && given.reason === 'edited' && tries < 2) {
			base = await stands(client, view, id);
			continue;
		}
		if (!given.ok) return 'status' in given ? refused(given, ['over', 'on-a-break', 'edited', 'epoch-due']) : given;
		const now = await stands(client, view, id);
		return { ok: true, coming: now ?? { body: coming, version: (base?.version ?? 0) + 1, hash: '' } };
	}
}

async function stands(client: Client, view: GroupView, id: string): Promise<Kept<Coming> | null> {
	const found = await getRecords(client, view, {
		types: [RECORDS.answer],
		ids: [id],
		circle: memberCircle(view.me.handle)
	});
	const kept = found.ok ? keptAs(nouns.answer, found.records[0]) : null;
	return kept && { ...kept, body: kept.body.coming };
}
