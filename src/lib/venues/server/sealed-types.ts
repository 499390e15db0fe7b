import type { SealedType } from '#lib/groups/server/registry.ts';
import { lightingCheck, venueCard, venueOutline, venuePicture, type Facts } from '../record-types.ts';
import { factsOf, opened } from './openings.ts';

const card: SealedType<Facts> = {
	...venueCard,
	facts: factsOf,
	served: (ctx, { reader, ids }) => opened(ctx, reader.handle, ids)
};
const picture: SealedType<Facts> = { ...venuePicture, facts: factsOf };

/** What this slice seals, with where the rules' facts come from. */
export const sealedTypes: readonly SealedType[] = [venueOutline, card, picture, lightingCheck] as readonly SealedType[];
