import { recordTypes, removalTypes, type Suspended } from '../record-types.ts';
import type { SealedType } from './registry.ts';
import { suspendedIn } from './standing.ts';

const plain: readonly SealedType[] = recordTypes.map((type) => ({
	...type,
	quiet: type.type === 'agreement-draft' || type.type === 'waiting-talk'
}));
const removal = removalTypes.map((type): SealedType<Suspended> => ({ ...type, facts: suspendedIn }));

/** What this slice seals, as the server holds it. Drafts leave no trace in the log of events. */
export const sealedTypes: readonly SealedType[] = [...plain, ...(removal as readonly SealedType[])];
