import * as v from 'valibot';
import type { RecordRow } from '#lib/crypto/change.ts';
import type { Handle, Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import { agreementText, standing, waitingFor, type AgreementText, type Published } from '../agreement.ts';
import { groupCard } from '../group.ts';
import { profile, type Profile } from '../profile.ts';
import { numberedId, ONLY } from '../record-types.ts';
import { isUnsigned } from '../removal.ts';
import type { Fetched } from './fetched.ts';
import { refresh } from './finish.ts';
import { fetchRows, getRecords, openRows, type Got } from './records.ts';
import type { AgreementView, GroupView, Kept, Person } from './view.ts';

/** A record's body as its noun, or `null`: plaintext is parsed as anything else that came over a wire. */
export function keptAs<S extends v.GenericSchema>(schema: S, got: Got | undefined): Kept<v.InferOutput<S>> | null {
	if (!got) return null;
	const parsed = v.safeParse(schema, got.body);
	return parsed.success ? { body: parsed.output, version: got.version, hash: got.hash } : null;
}

/** `groups.open`. */
export async function openGroup(client: Client, group: Hash): Promise<Outcome<{ view: GroupView }>> {
	// Side by side, for a slow line; a row that is newer than the roster has the roster fetched again when it is opened.
	const [fetched, rows] = await Promise.all([refresh(client, group), fetchRows(client, group, { types: SHOWN })]);
	if (!fetched.ok) return fetched;
	return rows.ok ? viewOf(client, fetched.now, rows.data.records, SHOWN) : troubleOf(rows);
}

/** What every page of a group needs. */
const SHOWN = ['group-card', 'profile', 'agreement'];

/** `groups.glance`. */
export async function glanceAt(client: Client, group: Hash): Promise<Outcome<{ view: GroupView }>> {
	const fetched = await refresh(client, group, true);
	if (!fetched.ok) return fetched;
	const { now } = fetched;
	// A facilitator signs what is live, and compares it with what she has opened before: [Note: the closing list].
	if (now.roster.me.roles.includes('facilitator')) return openGroup(client, group);
	if (hasAccepted(now)) return viewOf(client, now, [], []);
	const texts = await fetchRows(client, group, { types: ['agreement'] });
	return texts.ok ? viewOf(client, now, texts.data.records, ['agreement']) : troubleOf(texts);
}

/** Whoever has accepted the newest version is asked nothing, whatever kind of change it was: see `standing`. */
function hasAccepted({ seen: { agreement } }: Fetched): boolean {
	const newest = Math.max(0, ...agreement.published.map((p) => p.version));
	return newest === 0 || agreement.mine.some((m) => m.version === newest);
}

/** Opens it, and puts the view together. */
async function viewOf(
	client: Client,
	now: Fetched,
	rows: RecordRow[],
	types: string[]
): Promise<Outcome<{ view: GroupView }>> {
	const opened = await openRows(client, now.group, rows);
	// They may be from before something that was changed just now.
	const again = opened.unreadable.length > 0 && (await getRecords(client, now, { types }));
	const got = again && again.ok ? again : opened;
	const of = (type: string) => got.records.filter((record) => record.type === type);
	const members = people(now, of('profile'));
	const me = members.find((m) => m.handle === now.roster.me.handle);
	if (!me) return { ok: false, reason: 'distrusted', why: 'not in her own roster' };
	const { seen, roster } = now;
	const view: GroupView = {
		group: now.group,
		head: roster.head,
		publicCard: seen.publicCard,
		publicVersion: seen.publicVersion,
		settings: seen.settings,
		card: keptAs(
			groupCard,
			of('group-card').find((r) => r.id === ONLY)
		),
		me: { ...me, facilitator: now.facilitator, state: seen.me.state },
		members,
		circles: roster.circles,
		policy: roster.policy,
		agreement: agreementOf(now, of('agreement')),
		today: now.today,
		doubted: now.doubted,
		refused: roster.refused,
		roster
	};
	return { ok: true, view };
}

/** Names are hers to write; the first one may come from the facilitator who admitted her, out of what she asked with. */
const isHers = (record: Got) => record.author === record.id || record.version === 1;

function people({ roster, seen, said }: Fetched, profiles: Got[]): Person[] {
	const served = new Map(seen.members.map((m) => [m.handle, m]));
	const written = new Map<Handle, Kept<Profile> | null>(
		profiles.filter(isHers).map((record) => [record.id, keptAs(profile, record)])
	);
	return roster.members.map(({ handle, roles, state, since, renewed }) => {
		const kept = written.get(handle) ?? null;
		const suspended = served.get(handle)?.suspended ?? false;
		const here = served.get(handle)?.state ?? 'member';
		const unsigned = isUnsigned({ roles, state }, here);
		return {
			handle,
			name: kept?.body.name ?? '',
			pronouns: kept?.body.pronouns ?? '',
			about: kept?.body.about ?? '',
			roles,
			facilitator: state === 'active' && roles.includes('facilitator') && !suspended,
			// Whoever the house no longer lets in is gone, also before that is signed.
			state: state === 'active' ? here : state,
			suspended,
			unsigned,
			saidBy: (unsigned && said.get(handle)) || null,
			since,
			renewed,
			profile: kept
		};
	});
}

function agreementOf({ seen, facilitator, today, roster }: Fetched, records: Got[]): AgreementView {
	const texts = new Map<number, Kept<AgreementText>>();
	for (const record of records) {
		const kept = keptAs(agreementText, record);
		if (kept && record.id === numberedId(kept.body.version)) texts.set(kept.body.version, kept);
	}
	// What was signed counts for more than what the server says of it.
	const published: Published[] = seen.agreement.published.map((plain) => {
		const signed = texts.get(plain.version)?.body;
		return signed ? { ...plain, kind: signed.kind, reviewDay: signed.reviewDay } : plain;
	});
	const mine = seen.agreement.mine;
	const stands = standing(
		published,
		mine.map((m) => m.version),
		today
	);
	const here = roster.members.filter((m) => m.state === 'active').map((m) => m.handle);
	const gone = new Set(seen.members.filter((m) => m.state === 'left' || m.state === 'removed').map((m) => m.handle));
	return {
		published,
		standing: stands,
		newest: texts.get(stands.newest) ?? null,
		inForce: texts.get(stands.inForce) ?? null,
		mine,
		waitingFor: facilitator
			? waitingFor(
					published,
					seen.agreement.acceptances,
					here.filter((h) => !gone.has(h))
				)
			: []
	};
}
