import { circleOf, dueCircles, founderKey, isFacilitator, isReader, memberOf } from './circles.ts';
import { readableEpochs, type GroupSession } from './group-session.ts';
import type { CircleName } from './sealed.ts';
import type { GroupView } from './vault.ts';

/** What the verified roster says, from where she stands. */
export function viewOf(session: GroupSession): GroupView {
	const { state, handle } = session;
	const me = memberOf(state, handle);
	return {
		group: state.group,
		head: state.head,
		seq: state.seq,
		founder: founderKey(state),
		me: {
			handle,
			roles: me?.roles ?? [],
			state: me?.state ?? 'removed',
			oldKeys: session.oldKeys,
			renewedElsewhere: session.renewedFrom !== null
		},
		members: Object.values(state.members).map(({ handle, roles, state, since, renewed, member, roleChanged }) => {
			return { handle, roles, state, since, renewed, changed: Math.max(member.from, roleChanged) };
		}),
		policy: { approvers: state.policy.approvers },
		circles: circlesOf(session),
		invitations: Object.entries(state.invitations).map(([invitation, open]) => ({ invitation, ...open })),
		refused: [...session.refused].map(([name, reason]) => {
			const cut = name.lastIndexOf('/');
			return { circle: name.slice(0, cut), epoch: Number(name.slice(cut + 1)), reason };
		})
	};
}

function circlesOf(session: GroupSession): GroupView['circles'] {
	const { state, handle } = session;
	const due = new Set<string>(dueCircles(state));
	return (Object.keys(state.circles) as CircleName[]).map((circle) => {
		const { epoch, ended, due: waiting } = circleOf(state, circle) ?? { epoch: 0, ended: false, due: null };
		const mine = isFacilitator(state, handle) || (waiting?.by.includes(handle) ?? false);
		return {
			circle,
			epoch,
			due: due.has(circle),
			mine: due.has(circle) && mine && (isReader(state, circle, handle) || isFacilitator(state, handle)),
			ended,
			readable: readableEpochs(session, circle)
		};
	});
}
