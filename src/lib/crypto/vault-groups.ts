import { isLogType, memberCircle } from './circles.ts';
import { epochKey, keysFor, takeState, type GroupSession } from './group-session.ts';
import { openGroup } from './open-group.ts';
import { openLive, openRecords } from './open-records.ts';
import { opensEpochs } from './roster-rules.ts';
import type { CircleName } from './sealed.ts';
import { sealLive, sealRecords } from './seal-records.ts';
import { unlistedIn } from './seen.ts';
import { forgetRing, sessionOf, type VaultContext } from './vault-context.ts';
import type { LiveScope, Vault } from './vault.ts';

type GroupPart = Pick<
	Vault,
	'openGroup' | 'words' | 'seal' | 'open' | 'dueAfter' | 'unlisted' | 'sealLive' | 'openLive' | 'keepOnly'
>;

const unknown = { ok: false, reason: 'no-group' } as const;

/** Reading and writing in a group that exists. */
export function groupPart(context: VaultContext): GroupPart {
	return {
		openGroup: (given) => openGroup(context, given),
		async words({ group, of }) {
			const state = sessionOf(context, group)?.state;
			if (!state) throw new Error('no-group');
			const { headWords, keyWords } = await import('./join.ts');
			if (of === 'head') return headWords(state.head);
			const member = state.members[of];
			if (!member) throw new Error('not-a-member');
			return keyWords(member);
		},
		async seal(group, items) {
			const session = sessionOf(context, group);
			return session ? sealRecords(session, items) : unknown;
		},
		async open(group, rows) {
			const session = sessionOf(context, group);
			if (!session) return rows.map(() => ({ ok: false, reason: 'unknown-epoch' }));
			return openRecords(session, rows);
		},
		async dueAfter(group, event) {
			const session = sessionOf(context, group);
			return session ? dueAfter(session, event) : [];
		},
		async unlisted(group, lists) {
			const session = sessionOf(context, group);
			const all = session ? lists.flatMap((list) => unlistedIn(session, list)) : [];
			return all.map(({ circle, type, id }) => ({ circle, type, id }));
		},
		async sealLive(group, items) {
			const session = liveSession(context, group);
			return session ? sealLive(session, items) : unknown;
		},
		async openLive(group, rows) {
			const session = liveSession(context, group);
			if (!session) return rows.map(() => ({ ok: false, reason: 'unknown-epoch' }));
			return openLive(session, rows);
		},
		keepOnly: (scopes) => keepOnly(context, scopes)
	};
}

/** Also while covered. */
function liveSession(context: VaultContext, group: string): GroupSession | undefined {
	return context.covered ? context.groups.get(group) : sessionOf(context, group);
}

/** Forgets every key but those of these live logs. What is left is public, or sealed. */
async function keepOnly(context: VaultContext, scopes: LiveScope[]): Promise<void> {
	for (const [group, session] of context.groups) {
		const kept = scopes.filter((scope) => scope.group === group);
		for (const { session: id, circles } of kept) await keepLive(session, id, circles);
		const ids = new Set(kept.map((scope) => scope.session));
		for (const name of session.recordKeys.keys()) {
			const [, , type, id] = name.split('/');
			if (!isLogType(type ?? '') || !ids.has(id ?? '')) session.recordKeys.delete(name);
		}
		for (const key of session.epochKeys.values()) key.fill(0);
		session.epochKeys.clear();
		session.unwrapping.clear();
		session.seen.clear();
		Object.assign(session, { signer: null, identities: [] });
	}
	forgetRing(context);
	context.covered = true;
}

async function keepLive(session: GroupSession, id: string, circles: string[]): Promise<void> {
	for (const circle of circles) {
		const epoch = session.state.circles[circle]?.epoch ?? 0;
		if (epoch === 0 || !(await epochKey(session, circle, epoch))) continue;
		await keysFor(session, { circle, epoch, type: 'live', id });
		if (circle === 'group') await keysFor(session, { circle, epoch, type: 'play', id });
	}
}

/** After a cover: the keys come back to the groups that were open. */
export async function uncover(context: VaultContext): Promise<void> {
	const { ring } = context;
	if (ring) for (const session of context.groups.values()) await takeState(session, session.state, ring);
}

type Planned = Parameters<Vault['dueAfter']>[1];

/** Those that wait already, those that the event makes wait; new and ended ones have no rows to bring. */
function dueAfter(session: GroupSession, { kind, handle = session.handle, role }: Planned): CircleName[] {
	const { state } = session;
	const opened = opensEpochs(state, kind, handle, role ?? (kind === 'role' ? 'facilitator' : undefined));
	const gone = kind === 'remove' || kind === 'leave' ? memberCircle(handle) : '';
	return (Object.keys(state.circles) as CircleName[]).filter((circle) => {
		const { due, epoch, ended } = state.circles[circle] ?? { due: null, epoch: 0, ended: true };
		return (due !== null || opened.includes(circle)) && epoch > 0 && !ended && circle !== gone;
	});
}
