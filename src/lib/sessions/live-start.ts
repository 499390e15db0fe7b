import { present, type GroupView } from '#lib/groups/client/view.ts';
import type { SessionDetail } from './client/sessions.ts';
import { runItemOf } from './live-entry.ts';

/** What a run-sheet begins with: the plan, and who is in the group today. Nothing where no plan can be read. */
export function startOf(view: GroupView | undefined, detail: SessionDetail | undefined) {
	if (!view || !detail?.plan) return undefined;
	const { items, sideRoom } = detail.plan.body;
	return {
		items: items.map(runItemOf),
		people: present(view).map(({ handle, name }) => ({ handle, name })),
		sideRoom,
		note: detail.notes?.body.text ?? ''
	};
}
