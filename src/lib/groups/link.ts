/**
 * The address of an invitation. The group is in the path, so that the public part can be read without a script; the
 * secret is in the fragment, which browsers never send.
 */
export const invitationLink = (origin: string, group: string, fragment: string) => `${origin}/i/${group}#${fragment}`;

/** What may have been pasted or typed where an invitation is asked for: a whole link, its last part, or six words. */
export function parseTyped(text: string): { fragment: string } | { words: string } {
	const typed = text.trim();
	const last = typed.slice(typed.lastIndexOf('#') + 1);
	return typed.includes('#') || /^[\w-]{14}$/.test(last) ? { fragment: last } : { words: typed };
}

/** Whether an address means the machine it is opened on (RFC 6761, RFC 1122): handed to anybody else it leads nowhere. */
export function isOnlyHere(address: string): boolean {
	const { hostname } = new URL(address);
	return /(^|\.)localhost$/.test(hostname) || /^127(\.\d+){3}$/.test(hostname) || hostname === '[::1]';
}
