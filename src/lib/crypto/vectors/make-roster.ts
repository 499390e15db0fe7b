import { groupKeys, type GroupKeys } from '../account-keys.ts';
import { memberCircle } from '../circles.ts';
import { toBase64url } from '../encoding.ts';
import { eventHash, makeConsent, makeEvent } from '../roster-event.ts';
import type { Consent, RosterBodies, RosterEvent, RosterKind } from '../roster.ts';
import type { Handle, Json } from '../sealed.ts';
import { fixed } from './fixed.ts';

interface Woman {
	handle: Handle;
	keys: GroupKeys;
}

async function woman(name: string): Promise<Woman> {
	const handle = toBase64url(fixed(`handle of ${name}`, 16));
	return { handle, keys: await groupKeys(fixed(`account key of ${name}`), handle) };
}

/** Every kind of event: Ada founds, Bea facilitates, Cleo goes by herself, Dora is made to, Ada has new keys. */
export async function makeRoster() {
	const [ada, bea, cleo, dora] = await Promise.all([woman('Ada'), woman('Bea'), woman('Cleo'), woman('Dora')]);
	const events: RosterEvent[] = [];
	const heads: string[] = [];
	const add = async <K extends RosterKind>(by: Woman, kind: K, body: RosterBodies[K], consents: Consent[] = []) => {
		const place = { group: heads[0] ?? '', prev: heads.at(-1) ?? '', seq: events.length, day: '2026-11-23' };
		const event = await makeEvent({ ...place, kind, by: by.handle, body, consents }, by.keys.sign);
		events.push(event);
		heads.push(await eventHash(event));
	};
	const consent = (by: Woman, kind: RosterKind, body: object, seed = by.keys.sign) =>
		makeConsent({ by: by.handle, group: heads[0] ?? '', head: heads.at(-1) ?? '', kind, body: body as Json }, seed);
	const rotate = (by: Woman, circle: 'group' | 'facilitators' | `member:${string}`, epoch: number) => {
		const commitment = toBase64url(fixed(`commitment ${circle} ${epoch}`));
		return add(by, 'rotate', { circle, epoch, commitment, live: toBase64url(fixed(`live ${circle} ${epoch}`)) });
	};
	const enter = async (who: Woman, name: string) => {
		const invitation = toBase64url(fixed(`invitation of ${name}`));
		await add(ada, 'invite', { invitation, role: 'member', expires: '2026-11-30' });
		const body = { invitation, handle: who.handle, ...who.keys.public };
		await add(ada, 'admit', body, [await consent(who, 'admit', body)]);
	};
	await add(ada, 'create', { handle: ada.handle, nonce: toBase64url(fixed('nonce', 16)), ...ada.keys.public });
	for (const circle of ['group', 'facilitators', memberCircle(ada.handle)] as const) await rotate(ada, circle, 1);
	await enter(bea, 'Bea');
	await rotate(ada, 'group', 2);
	await rotate(ada, memberCircle(bea.handle), 1);
	const appoint = { handle: bea.handle, role: 'facilitator', on: true } as const;
	await add(ada, 'role', appoint, [await consent(bea, 'role', appoint)]);
	for (const circle of ['facilitators', memberCircle(ada.handle), memberCircle(bea.handle)] as const) {
		await rotate(bea, circle, 2);
	}
	await add(ada, 'policy', { approvers: 1 }, [await consent(bea, 'policy', { approvers: 1 })]);
	await enter(cleo, 'Cleo');
	const invitation = toBase64url(fixed('invitation of nobody'));
	await add(bea, 'invite', { invitation, role: 'facilitator', expires: '2026-11-25' });
	await add(bea, 'revoke-invite', { invitation });
	await add(cleo, 'leave', {});
	await enter(dora, 'Dora');
	await add(bea, 'remove', { handle: dora.handle });
	const renewed = await groupKeys(fixed('new account key of Ada'), ada.handle);
	const proof = await consent(ada, 'rekey', renewed.public, renewed.sign);
	await add(ada, 'rekey', renewed.public, [proof]);
	return { women: { ada: ada.handle, bea: bea.handle, cleo: cleo.handle, dora: dora.handle }, heads, events };
}
