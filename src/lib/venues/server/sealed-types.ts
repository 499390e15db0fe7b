import type { SealedType } from '#lib/groups/server/registry.ts';
import { lightingCheck, venueCard, venueOutline, venuePicture, type Facts, type Noted } from '../record-types.ts';
import { notedBy } from './noted.ts';
import { factsOf, opened } from './openings.ts';

// The picture shows the door as the card does, and can be asked for by itself.
const noted: Pick<SealedType<Facts>, 'facts' | 'served'> = {
	facts: factsOf,
	served: (ctx, { reader, ids }) => opened(ctx, reader.handle, ids)
};
const card: SealedType<Facts> = { ...venueCard, ...noted };
const picture: SealedType<Facts> = { ...venuePicture, ...noted };

const lighting: SealedType<Noted> = { ...lightingCheck, facts: notedBy };

/** What this slice seals, with where the rules' facts come from. */
export const sealedTypes: readonly SealedType[] = [venueOutline, card, picture, lighting] as readonly SealedType[];
