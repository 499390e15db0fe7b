import { goto } from '$app/navigation';
import { page } from '$app/state';

/**
 * What stands for an open-a-group link in this tab: [Note: a link on hold] in `server/open-links.ts`. It lies beside the
 * address of this one entry, where a reload, or Back and Forward, find it and no other tab does. Exit from this page takes it along; the rest is in docs/decisions/021.
 */
export const heldHere = (): string => (page.state as { held?: string }).held ?? '';

export const holdHere = (held: string): Promise<void> =>
	goto('', { state: { ...page.state, held }, shallow: true, replace: true, persistState: true });

export function letGo(): void {
	if (heldHere()) void holdHere('');
}
