import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import type { Hash } from '#lib/crypto/sealed.ts';
import { change, rotations } from './change.ts';
import { fetchGroup, type Fetched } from './fetched.ts';

/** Fetches a group, and finishes on the way whatever waits for her. */
export async function refresh(client: Client, group: Hash): Promise<Outcome<{ now: Fetched }>> {
	const fetched = await fetchGroup(client, group);
	if (!fetched.ok || !(await finish(client, fetched.now))) return fetched;
	return fetchGroup(client, group);
}

/**
 * Signs the removal of those whose access was cut or whose account is gone, and makes the new keys that are due, as far
 * as she may. What does not succeed stays due, for her next visit or another facilitator's.
 * @returns whether anything changed
 */
async function finish(client: Client, now: Fetched): Promise<boolean> {
	let did = false;
	for (const handle of gone(now)) did = (await signRemoval(client, now.group, handle)) || did;
	const waits = now.roster.circles.some((circle) => circle.due && circle.mine);
	return (waits && (await makeKeys(client, now.group))) || did;
}

/** Out of the house, but still in the signed roster. A facilitator's removal takes two people and is not done here. */
const gone = ({ facilitator, roster, seen }: Fetched) =>
	!facilitator
		? []
		: roster.members
				.filter((m) => m.state === 'active' && !m.roles.includes('facilitator'))
				.map((m) => m.handle)
				.filter((handle) =>
					seen.members.some((m) => m.handle === handle && (m.state === 'removed' || m.state === 'left'))
				);

async function signRemoval(client: Client, group: Hash, handle: string): Promise<boolean> {
	const removed = await change(client, group, async (now) => {
		const circles = await client.vault.dueAfter(group, { kind: 'remove', handle });
		const given = await rotations(client, group, circles);
		if (!given.ok) return given;
		return client.vault.remove(group, { day: now.today, handle, rotations: given.rotations });
	});
	return removed.ok;
}

async function makeKeys(client: Client, group: Hash): Promise<boolean> {
	const made = await change(client, group, async (now) => {
		const due = now.roster.circles.filter((c) => c.due && c.mine).map((c) => c.circle);
		if (due.length === 0) return { ok: false, reason: 'busy' }; // somebody else has done it
		const given = await rotations(client, group, due);
		if (!given.ok) return given;
		return client.vault.finishRotation(group, { day: now.today, rotations: given.rotations });
	});
	return made.ok || made.reason === 'busy';
}
