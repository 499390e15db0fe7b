import type { Hash } from '#lib/crypto/sealed.ts';
import { fetchRows, openRows } from '#lib/groups/client/records.ts';
import { SIGNATURE_ASKS } from '#lib/groups/signature-records.ts';
import type { Client } from '#lib/platform/client/client.ts';
import * as sessions from '#lib/sessions/client/sessions.ts';
import * as venues from '#lib/venues/client/venues.ts';

/** What Today can ask for before the group has been opened: one request with it, and not three after it. */
export const fetchAll = (client: Client, group: Hash) => ({
	sessions: sessions.fetchList(client, group, { ahead: true }),
	outlines: venues.fetchOutlines(client, group),
	asks: fetchRows(client, group, { types: SIGNATURE_ASKS })
});

/** Whether somebody is asked for her signature: she, or, as a facilitator sees it, another. The group has been opened. */
export async function isAsked(client: Client, group: Hash, asks: ReturnType<typeof fetchRows>): Promise<boolean> {
	const sent = await asks;
	return sent.ok && (await openRows(client, group, sent.data.records)).records.length > 0;
}
