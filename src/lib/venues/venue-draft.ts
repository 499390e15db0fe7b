import * as v from 'valibot';
import { newId } from '#lib/crypto/encoding.ts';
import { FACTS, noAccess } from '#lib/groups/access.ts';
import { problems } from '#lib/platform/text.ts';
import type { Kept } from '#lib/groups/client/view.ts';
import { parseMapLink } from './map-link.ts';
import { card, degrees, outline, storePlace, type Card, type Outline, type VenueForm } from './venue.ts';

const loose = () => v.pipe(v.string(), v.maxLength(5000));
const fact = () => v.picklist(FACTS);

/** What stands in the form while she writes it, right or not. Kept as a draft under her own key. */
export const venueDraft = v.object({
	/** The place's: of a new one chosen here, so that every try to save it is about the same. */
	id: v.optional(v.string(), newId),
	/** Which versions it started from: when they have moved on, both are shown before anything is saved. */
	basis: v.string(),
	name: loose(),
	area: loose(),
	sideRoom: loose(),
	access: v.object({
		stepFree: fact(),
		toilet: fact(),
		scent: fact(),
		cameras: fact(),
		prayer: fact(),
		other: loose()
	}),
	address: loose(),
	door: loose(),
	reception: loose(),
	steps: v.array(loose()),
	/** Two numbers or a pasted link. */
	where: loose()
});
export type VenueDraft = v.InferOutput<typeof venueDraft>;

/** A lighting check while she writes it, under the id that it will have. */
export const lightingDraft = v.object({
	id: v.optional(v.string(), newId),
	day: v.string(),
	by: v.string(),
	seen: v.string()
});

export interface Stands {
	outline: Kept<Outline> | null;
	card: Kept<Card> | null;
}

export const basisOf = ({ outline: o, card: c }: Stands): string => `${o?.version ?? 0}.${c?.version ?? 0}`;

/** The form as it stands saved, or an empty one for a new place. */
export function draftOf(stands: Stands, id = newId()): VenueDraft {
	const { name = '', area = '', sideRoom = '', access: facts = noAccess } = stands.outline?.body ?? {};
	const { address = '', door = '', reception = '', steps = [''], place = null } = stands.card?.body ?? {};
	const where = place ? placeText(degrees(place)) : '';
	return {
		id,
		basis: basisOf(stands),
		name,
		area,
		sideRoom,
		access: { ...facts },
		address,
		door,
		reception,
		steps: [...steps],
		where
	};
}

export const placeText = ({ lat, lng }: { lat: number; lng: number }) => `${lat}, ${lng}`;

const outlineForm = v.omit(outline, ['v']);
const cardForm = v.omit(card, ['v', 'picture']);

const oneStep = v.object({ step: card.entries.steps.pipe[0].item });

/** What would be saved: empty steps fall away. */
export function formOf(draft: VenueDraft): VenueForm {
	const { name, area, sideRoom, access: facts, address, door, reception, where } = draft;
	const found = parseMapLink(where);
	const steps = draft.steps.map((step) => step.trim()).filter(Boolean);
	const place = found.ok ? storePlace(found) : null;
	return { outline: { name, area, sideRoom, access: facts }, card: { address, door, reception, steps, place } };
}

/** What is wrong, by field; `where` holds the reason of `parseMapLink`. */
export function problemsOf(draft: VenueDraft): Record<string, string> {
	const form = formOf(draft);
	const all = { ...problems(outlineForm, form.outline), ...problems(cardForm, form.card) };
	// Steps are numbered as they stand in the form, empty ones too.
	const wrong = Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith('steps.')));
	draft.steps.forEach((step, at) => {
		const problem = step.trim() ? problems(oneStep, { step })['step'] : undefined;
		if (problem) wrong[`steps.${at}`] = problem;
	});
	const found = parseMapLink(draft.where);
	if (!found.ok && found.reason !== 'empty') wrong['where'] = found.reason;
	return wrong;
}

/** The valid form, parsed and tidied. Call it when `problemsOf` found nothing. */
export const parseForm = (draft: VenueDraft): VenueForm => {
	const form = formOf(draft);
	return { outline: v.parse(outlineForm, form.outline), card: v.parse(cardForm, form.card) };
};

export const STEPS = ['about', 'way', 'place', 'access'] as const;
export type StepName = (typeof STEPS)[number];
const FIELDS: Record<StepName, readonly string[]> = {
	about: ['name', 'area', 'sideRoom'],
	way: ['address', 'door', 'reception', 'steps'],
	place: ['where'],
	access: ['access']
};
/** The problems of one screen of the form. */
export const problemsAt = (step: StepName, draft: VenueDraft): Record<string, string> =>
	Object.fromEntries(
		Object.entries(problemsOf(draft)).filter(([key]) => FIELDS[step].includes(key.split('.')[0] ?? ''))
	);

export type FieldName =
	'name' | 'area' | 'sideRoom' | 'address' | 'door' | 'reception' | 'steps' | 'where' | 'access' | 'other';
export interface Difference {
	field: FieldName;
	mine: string;
	theirs: string;
}

/** Where two forms do not say the same. */
export function differences(
	mine: VenueDraft,
	theirs: VenueDraft,
	say: (facts: VenueDraft['access']) => string
): Difference[] {
	const text = (draft: VenueDraft): Record<FieldName, string> => ({
		name: draft.name,
		area: draft.area,
		sideRoom: draft.sideRoom,
		address: draft.address,
		door: draft.door,
		reception: draft.reception,
		steps: draft.steps.filter((step) => step.trim()).join('\n'),
		where: draft.where,
		access: say(draft.access),
		other: draft.access.other
	});
	const [a, b] = [text(mine), text(theirs)];
	return (Object.keys(a) as FieldName[]).flatMap((field) =>
		a[field].trim() === b[field].trim() ? [] : [{ field, mine: a[field], theirs: b[field] }]
	);
}
