import { groupKeys, type GroupKeys } from './account-keys.ts';
import { unwrapKey } from './age.ts';
import type { Wrap } from './change.ts';
import { circleOf, commitmentTo, liveHash } from './circles.ts';
import type { Bytes } from './encoding.ts';
import { recordKeys, type RecordKeys } from './envelope.ts';
import { emptyRoster } from './roster-apply.ts';
import type { RosterState } from './roster.ts';
import type { Handle, Hash } from './sealed.ts';
import type { Seen } from './seen.ts';
import type { KeyRing } from './unlocker.ts';

/** Why a wrap was not believed. */
export type WrapRefusal = 'damaged' | 'not-committed' | 'unknown-epoch';

/** All that an open Vault knows of one group. */
export interface GroupSession {
	group: Hash;
	handle: Handle;
	state: RosterState;
	/** The number of each event, by its hash. */
	seqs: Map<Hash, number>;
	/** The keys that the roster has for her, if her ring holds them. */
	signer: GroupKeys | null;
	/** They are made by an earlier account key than her newest. */
	oldKeys: boolean;
	/** The event by which keys of hers took over that this ring has not, though it has the ones before; else `null`. */
	renewedFrom: number | null;
	/** Her age identities, those of older account keys too: earlier epochs are sealed to them. */
	identities: string[];
	/** By `circle/epoch`. */
	wraps: Map<string, Wrap>;
	refused: Map<string, WrapRefusal>;
	unwrapping: Map<string, Promise<Bytes | null>>;
	/** By commitment, so that a key we made ourselves is at hand before its event comes back from the server. */
	epochKeys: Map<Hash, Bytes>;
	recordKeys: Map<string, Promise<RecordKeys | null>>;
	/** What was live in a closed epoch, by `circle/epoch`; `null` when the list does not match what was signed. */
	closed: Map<string, Promise<Set<string> | null>>;
	/** The newest version seen of each record, by `circle/type/id`. */
	seen: Map<string, Seen>;
}

/** More than a year of a busy group; then the cache begins anew. */
const maxCachedKeys = 5000;

/** A group of which nothing is known yet. */
export function newSession(group: Hash, handle: Handle): GroupSession {
	return {
		group,
		handle,
		state: emptyRoster(),
		seqs: new Map(),
		signer: null,
		oldKeys: false,
		renewedFrom: null,
		identities: [],
		wraps: new Map(),
		refused: new Map(),
		unwrapping: new Map(),
		epochKeys: new Map(),
		recordKeys: new Map(),
		closed: new Map(),
		seen: new Map()
	};
}

/** Takes over a newer roster, and finds which of her account keys is the one in it. */
export async function takeState(session: GroupSession, state: RosterState, ring: KeyRing): Promise<void> {
	for (let seq = session.seqs.size; seq < state.heads.length; seq++) session.seqs.set(state.heads[seq] ?? '', seq);
	session.state = state;
	const all = await Promise.all(ring.map((accountKey) => groupKeys(accountKey, session.handle)));
	session.identities = all.map((keys) => keys.age);
	const signKey = state.members[session.handle]?.sign;
	session.signer = all.find((keys) => keys.public.sign === signKey) ?? null;
	session.oldKeys = session.signer !== null && session.signer !== all[0];
	const known = state.members[session.handle]?.keys.findLastIndex(({ sign }) =>
		all.some((k) => k.public.sign === sign)
	);
	const next = known === undefined || known < 0 ? undefined : state.members[session.handle]?.keys[known + 1];
	session.renewedFrom = next?.from ?? null;
}

/** Keeps the wraps of epochs that the roster knows; a later, different file for the same epoch gets its own chance. */
export function takeWraps(session: GroupSession, wraps: Wrap[]): void {
	for (const wrap of wraps) {
		const name = `${wrap.circle}/${wrap.epoch}`;
		if (!circleOf(session.state, wrap.circle)?.epochs[wrap.epoch - 1]) {
			session.refused.set(name, 'unknown-epoch');
			continue;
		}
		const before = session.wraps.get(name);
		if (before?.file === wrap.file && before.live.join() === wrap.live.join()) continue;
		session.wraps.set(name, wrap);
		session.refused.delete(name);
		session.unwrapping.delete(name);
		session.closed.delete(`${wrap.circle}/${wrap.epoch - 1}`);
		for (const key of session.recordKeys.keys()) if (key.startsWith(`${name}/`)) session.recordKeys.delete(key);
	}
}

/** The key of an epoch, or `null`: not given to her, or not the one that the roster committed to. */
export async function epochKey(session: GroupSession, circle: string, epoch: number): Promise<Bytes | null> {
	const commitment = circleOf(session.state, circle)?.epochs[epoch - 1]?.commitment;
	if (!commitment) return null;
	const known = session.epochKeys.get(commitment);
	if (known) return known;
	const name = `${circle}/${epoch}`;
	let unwrapping = session.unwrapping.get(name);
	if (!unwrapping) session.unwrapping.set(name, (unwrapping = unwrap(session, name, commitment)));
	return unwrapping;
}

/** Made after her keys were renewed elsewhere: that it stays shut here is no sign of a made-up wrap. */
function isForNewerKeys({ state, renewedFrom }: GroupSession, { circle, epoch }: Wrap): boolean {
	const from = circleOf(state, circle)?.epochs[epoch - 1]?.from;
	return renewedFrom !== null && from !== undefined && from >= renewedFrom;
}

async function unwrap(session: GroupSession, name: string, commitment: Hash): Promise<Bytes | null> {
	const wrap = session.wraps.get(name);
	if (!wrap) return null;
	const found = await unwrapKey(wrap.file, session.identities);
	if (!found) {
		if (wrap.readers.includes(session.handle) && !isForNewerKeys(session, wrap)) session.refused.set(name, 'damaged');
		return null;
	}
	const here = found.group === session.group && `${found.circle}/${found.epoch}` === name;
	if (!here || (await commitmentTo(found.key)) !== commitment) {
		session.refused.set(name, 'not-committed');
		return null;
	}
	session.epochKeys.set(commitment, found.key);
	return found.key;
}

/** The keys of one record in one epoch. Derived once: opening a hundred versions of a list costs a hundred AES calls. */
export function keysFor(
	session: GroupSession,
	at: { circle: string; epoch: number; type: string; id: string }
): Promise<RecordKeys | null> {
	const name = `${at.circle}/${at.epoch}/${at.type}/${at.id}`;
	let keys = session.recordKeys.get(name);
	if (!keys) {
		if (session.recordKeys.size >= maxCachedKeys) session.recordKeys.clear();
		keys = epochKey(session, at.circle, at.epoch).then((key) => {
			if (!key) session.recordKeys.delete(name);
			return key && recordKeys(key, at.type, at.id);
		});
		session.recordKeys.set(name, keys);
	}
	return keys;
}

/** What was live when this epoch closed, if the server's list is the one that was signed. */
export function liveIn(session: GroupSession, circle: string, epoch: number): Promise<Set<string> | null> {
	const name = `${circle}/${epoch}`;
	let list = session.closed.get(name);
	if (!list) session.closed.set(name, (list = readLive(session, circle, epoch)));
	return list;
}

async function readLive(session: GroupSession, circle: string, epoch: number): Promise<Set<string> | null> {
	const signed = circleOf(session.state, circle)?.epochs[epoch - 1]?.live;
	const lines = session.wraps.get(`${circle}/${epoch + 1}`)?.live;
	return lines && signed === (await liveHash(lines)) ? new Set(lines) : null;
}

/** The epochs whose key she has, or has a wrap for that was not refused. */
export function readableEpochs(session: GroupSession, circle: string): number[] {
	return (circleOf(session.state, circle)?.epochs ?? []).flatMap(({ commitment }, index) => {
		const name = `${circle}/${index + 1}`;
		const given = session.wraps.get(name)?.readers.includes(session.handle) && !session.refused.has(name);
		return given || session.epochKeys.has(commitment) ? [index + 1] : [];
	});
}
