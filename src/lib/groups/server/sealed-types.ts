import { facilitatingTypes, recordTypes, removalTypes, type Asking, type Suspended } from '../record-types.ts';
import type { SealedType } from './registry.ts';
import { askingIn, suspendedIn } from './standing.ts';

const plain: readonly SealedType[] = recordTypes.map((type) => ({
	...type,
	quiet: type.type === 'agreement-draft' || type.type === 'waiting-talk'
}));
const removal = removalTypes.map((type): SealedType<Suspended> => ({ ...type, facts: suspendedIn }));
const facilitating = facilitatingTypes.map((type): SealedType<Asking> => ({ ...type, facts: askingIn, quiet: true }));

/** What this slice seals, as the server holds it. Drafts, and whether a woman would facilitate, leave no trace in the log of events. */
export const sealedTypes: readonly SealedType[] = [...plain, ...removal, ...facilitating] as readonly SealedType[];
