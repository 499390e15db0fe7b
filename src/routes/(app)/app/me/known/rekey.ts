import { change, rotations } from '#lib/groups/client/change.ts';
import type { Client } from '#lib/platform/client/client.ts';

/** Her new keys into one group, and new keys for every circle that she reads there. */
export function rekey(client: Client, group: string) {
	return change(client, group, async ({ today }) => {
		const given = await rotations(client, group, await client.vault.dueAfter(group, { kind: 'rekey' }));
		if (!given.ok) return given;
		return client.vault.rekey(group, { day: today, rotations: given.rotations });
	});
}
