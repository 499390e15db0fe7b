import * as v from 'valibot';
import { isFairCost } from '#lib/crypto/stretch.ts';

/** Why a name for signing in was not taken; a key in the catalogue for each. */
export type NameProblem = 'short' | 'long' | 'characters' | 'taken';

export const NAME_LONGEST = 40;
const NAME_SHORTEST = 3;
// Controls, unassigned characters, and every mark that shows nothing or turns the reading direction.
const UNSEEN = /[\p{Cc}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;

/** As it is kept and shown: NFKC, trimmed, single spaces. */
export const tidyName = (typed: string) => typed.normalize('NFKC').trim().replace(/ +/g, ' ');

/** What signing in compares. Folded here and not by the databases, which fold differently. */
export const foldName = (typed: string) => tidyName(typed).toLowerCase().normalize('NFKC');

export function nameProblem(typed: string): Exclude<NameProblem, 'taken'> | undefined {
	const name = tidyName(typed);
	const length = [...name].length;
	if (UNSEEN.test(name)) return 'characters';
	if (length < NAME_SHORTEST) return 'short';
	return length > NAME_LONGEST ? 'long' : undefined;
}

/** Sites that say nothing about whoever opens them. Null in `exitTo` means the one this install is set to. */
export const EXIT_SITES = [
	'https://www.bbc.co.uk/weather',
	'https://www.wikipedia.org/',
	'https://www.google.com/',
	'https://www.bbc.co.uk/food'
] as const;

/** A site of her own: https, no name or password in it, of a length that anyone would type. */
export const exitSite = () =>
	v.pipe(
		v.string(),
		v.trim(),
		v.maxLength(200),
		v.check((text) => {
			if (!URL.canParse(text)) return false;
			const url = new URL(text);
			return url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname.includes('.');
		}),
		v.transform((text) => new URL(text).href)
	);

export const DRAFT_KEY = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$/;

interface Cost {
	kind: 'passphrase' | 'recovery';
	n: number;
	r: number;
	p: number;
}

/** A recovery code needs no stretching; words are never stretched less than clients insist on. */
export const fairParams = ({ kind, n, r, p }: Cost) =>
	kind === 'recovery' ? n === 0 && r === 0 && p === 0 : isFairCost({ n, r, p });
