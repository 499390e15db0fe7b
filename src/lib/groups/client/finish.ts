import type { Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { Outcome } from '#lib/platform/client/outcome.ts';
import { fetchGroup, unsignedIn, type Fetched } from './fetched.ts';

/**
 * Fetches a group, and finishes on the way whatever waits for her. `glance` as in `fetchGroup`. On most days nothing
 * waits: what it takes is loaded when something does, and where that cannot be it stays due, as with any other failure.
 */
export async function refresh(client: Client, group: Hash, glance = false): Promise<Outcome<{ now: Fetched }>> {
	const first = await fetchGroup(client, group, glance);
	if (!first.ok) return first;
	const { now } = first;
	const gone = now.facilitator ? unsignedIn(now) : [];
	const due = now.roster.me.oldKeys || now.roster.circles.some((circle) => circle.due && circle.mine);
	const finishing = gone.length > 0 || due ? await import('./finishing.ts').catch(() => undefined) : undefined;
	if (!finishing) return first;
	const said = gone.length > 0 ? await finishing.saidOut(client, now, gone) : now.said;
	const went = await finishing.finish(client, now, said);
	const fetched = went.includes('done') ? await fetchGroup(client, group) : first;
	return fetched.ok ? { ok: true, now: { ...fetched.now, said, doubted: went.includes('doubted') } } : fetched;
}
