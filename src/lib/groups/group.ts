import * as v from 'valibot';
import { line, prose } from '#lib/platform/text.ts';

/** What is offered, in the group's own words; an empty one is simply not said. */
export const offered = v.object({ childcare: prose(300), travel: prose(300), access: prose(300) });

/**
 * What everybody may read, before any sign-up. It lies on the server in plain, so a group that does not list itself
 * leaves its cover name out of it.
 */
export const publicCard = v.pipe(
	v.object({
		listed: v.boolean(),
		/** Empty when the group is not listed. */
		coverName: line(60),
		/** Approximate: a town or a part of it. */
		area: line(80, 1),
		/** "Tuesday evenings". */
		when: line(80),
		/** In which they meet, in their own words: "English and Urdu". Empty: not said. */
		languages: v.optional(line(80), ''),
		forWhom: prose(2000, 1),
		offered
	}),
	v.forward(
		v.check((card) => card.listed === (card.coverName !== ''), 'listed'),
		['coverName']
	)
);
export type PublicCard = v.InferOutput<typeof publicCard>;

/** The rest of the card, sealed to the group (type `group-card`). */
export const groupCard = v.object({
	coverName: line(60, 1),
	/** What a first meeting is like; shown in the invitation too. */
	expect: prose(3000),
	/** Getting in and around: steps, lift, toilet, scent, quiet corner. No address. Shown in the invitation too. */
	access: prose(2000)
});
export type GroupCard = v.InferOutput<typeof groupCard>;

const isZone = (zone: string) => {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return zone.includes('/') || zone === 'UTC';
	} catch {
		return false;
	}
};

/** Plain on the server: it needs them for days, numbers to call, and when the venue card opens. */
export const settings = v.object({
	/** ISO 3166, two letters. */
	country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'country')),
	zone: v.pipe(v.string(), v.maxLength(64, 'zone'), v.check(isZone, 'zone')),
	/** BCP 47. */
	language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'language')),
	venueOpens: v.picklist(['48h', 'always'], 'venueOpens')
});
export type Settings = v.InferOutput<typeof settings>;

/** Everything a founder fills in about her group, in one form. */
export const cardForm = v.object({
	coverName: line(60, 1),
	listed: v.boolean(),
	area: line(80, 1),
	when: line(80),
	languages: v.optional(line(80), ''),
	forWhom: prose(2000, 1),
	offered,
	expect: prose(3000),
	access: prose(2000)
});
export type CardForm = v.InferOutput<typeof cardForm>;

/** Takes the form apart into what everybody may read and what is sealed. */
export function splitCard(form: CardForm): { publicCard: PublicCard; groupCard: GroupCard } {
	const { coverName, listed, expect, access, ...rest } = form;
	return {
		publicCard: { ...rest, listed, coverName: listed ? coverName : '' },
		groupCard: { coverName, expect, access }
	};
}

/** What anybody may see who asks for one group, or for an invitation to it. */
export interface PublicGroup {
	group: string;
	country: string;
	language: string;
	card: PublicCard;
	version: number;
}
