import { goto } from '$app/navigation';
import { page } from '$app/state';
import { newId } from '#lib/crypto/encoding.ts';

/**
 * What stands for an open-a-group link in this tab: [Note: a link on hold] in `server/open-links.ts`. It lies beside the
 * address of this one entry, where a reload, or Back and Forward, find it and no other tab does. It opens together with
 * a cookie alone, which Exit from any page of ours takes along: docs/decisions/021.
 */
export const heldHere = (): string => (page.state as { held?: string }).held ?? '';

const COOKIE = '__Host-h';
const HERE = new RegExp(`(?:^|; )${COOKIE}=([\\w-]{22})`);

/** This browser's part, until Exit. After an Exit that no answer has followed yet, another one: then nothing opens. */
export function here(): string {
	const { cookie } = document;
	const made = newId();
	if (cookie.includes('__Host-gone=')) return made;
	const kept = HERE.exec(cookie)?.[1];
	if (!kept) document.cookie = `${COOKIE}=${made};path=/;secure;samesite=strict`;
	return kept ?? made;
}

export const holdHere = (held: string): Promise<void> =>
	goto('', { state: { ...page.state, held }, shallow: true, replace: true, persistState: true });

export function letGo(): void {
	document.cookie = `${COOKIE}=;max-age=0;path=/;secure`;
	if (heldHere()) void holdHere('');
}
