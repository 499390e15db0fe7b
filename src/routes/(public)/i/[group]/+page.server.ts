import type { PublicGroup } from '#lib/groups/group.ts';
import type { PageServerLoad } from './$types';

/** What everybody may read of the group that invites. The rest needs the invitation's own key, which never comes here. */
export const load: PageServerLoad = async ({ platform, params, url }) => {
	const api = platform?.req.rowan?.api;
	const path = `/api/groups/${encodeURIComponent(params.group)}/public`;
	const response = await api?.(new Request(new URL(path, url.origin)));
	return { group: response?.ok ? ((await response.json()) as PublicGroup) : undefined };
};
