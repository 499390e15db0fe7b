import { t, type Key } from '#lib/words/t.ts';

const sentences: Record<string, Key> = {
	'no-network': 'groups.trouble.no-network',
	'sign-in': 'groups.trouble.sign-in',
	prove: 'groups.trouble.prove',
	'not-here': 'groups.trouble.not-here',
	'not-saved': 'groups.trouble.not-saved',
	busy: 'groups.trouble.busy',
	distrusted: 'groups.trouble.distrusted',
	'epoch-due': 'groups.trouble.epoch-due',
	'too-long': 'groups.trouble.too-long',
	'not-allowed': 'groups.trouble.not-allowed',
	fields: 'groups.trouble.fields',
	edited: 'groups.trouble.edited',
	'link-used': 'groups.trouble.link-used',
	'link-expired': 'groups.trouble.link-expired',
	'link-unknown': 'groups.trouble.link-unknown',
	shape: 'groups.trouble.shape',
	'word-count': 'groups.trouble.word-count',
	used: 'groups.trouble.used',
	expired: 'groups.trouble.expired',
	revoked: 'groups.trouble.revoked',
	damaged: 'groups.trouble.damaged',
	already: 'groups.trouble.already',
	'no-talk': 'groups.trouble.no-talk',
	gone: 'groups.trouble.gone',
	consent: 'groups.trouble.consent',
	'stale-consent': 'groups.trouble.stale-consent',
	'no-invitation': 'groups.trouble.gone',
	yourself: 'groups.trouble.yourself',
	last: 'groups.trouble.last'
};

/** Where she only wanted to read something: nothing of hers was written, or is kept waiting. */
const reading: Partial<Record<Key, Key>> = {
	'groups.trouble.no-network': 'groups.trouble.no-network.reading',
	'groups.trouble.went-wrong': 'groups.trouble.went-wrong.reading'
};

/** A sentence for every reason that a flow of this slice may answer. `reads`: nothing was to be saved. */
export function troubleWords(reason: string, { reads = false } = {}): string {
	const sentence = sentences[reason] ?? 'groups.trouble.went-wrong';
	return t((reads && reading[sentence]) || sentence);
}
