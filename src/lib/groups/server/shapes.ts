import * as v from 'valibot';
import type { RosterEvent } from '#lib/crypto/roster.ts';
import type { CircleName } from '#lib/crypto/sealed.ts';
import { count, hash, id, sealed } from '#lib/platform/server/sealed.ts';
import { publicCard } from '../group.ts';
import type { Incoming } from './changes.ts';

// What travels between a device and this slice's routes.

/** `group`, `facilitators` or `member:<handle>`. */
export const circleName = () =>
	v.pipe(
		v.string(),
		v.regex(/^(group|facilitators|member:[\w-]{22})$/),
		v.transform((name) => name as CircleName)
	);
/** As slices name their record types. */
export const typeName = () => v.pipe(v.string(), v.regex(/^[a-z][a-z-]{1,39}$/));

/** An age file: some 200 characters for each reader. */
const wrapFile = () => sealed(200_000);

/** Only its frame is looked at here; crypto/roster-verify.ts judges every part of it. */
const rosterEvent = v.pipe(
	v.looseObject({ kind: v.string(), by: v.string(), seq: count(), body: v.looseObject({}) }),
	v.transform((event) => event as unknown as RosterEvent)
);

export const recordRow = v.object({
	circle: circleName(),
	type: typeName(),
	id: id(),
	version: count(),
	epoch: count(),
	envelope: sealed()
});

export const wrap = v.object({
	circle: circleName(),
	epoch: v.pipe(count(), v.minValue(1)),
	file: wrapFile(),
	readers: v.pipe(v.array(id()), v.maxLength(500)),
	live: v.pipe(v.array(hash()), v.maxLength(20_000))
});

const changeBody = v.object({
	head: v.union([hash(), v.literal('')]),
	events: v.pipe(v.array(rosterEvent), v.minLength(1), v.maxLength(200)),
	wraps: v.pipe(v.array(wrap), v.maxLength(200)),
	records: v.pipe(v.array(recordRow), v.maxLength(5_000)),
	offers: v.optional(v.pipe(v.array(v.object({ invitation: hash(), offer: sealed(300_000) })), v.maxLength(5)), []),
	erase: v.optional(v.boolean(), false)
});

/** The same with the brands that the sealing layer uses. */
export const change = v.pipe(
	changeBody,
	v.transform((body) => body as unknown as Incoming)
);

/** One sealed write, without its place. */
export const write = v.object({ base: count(), epoch: count(), envelope: sealed() });

export const publicGroup = v.object({
	group: hash(),
	country: v.string(),
	language: v.string(),
	card: publicCard,
	version: count()
});

/** A list in a query, `a,b,c`. */
export const several = (most: number) =>
	v.pipe(
		v.string(),
		v.maxLength(6_000),
		v.transform((text) => text.split(',')),
		v.maxLength(most)
	);
