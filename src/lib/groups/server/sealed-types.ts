import { recordTypes } from '../record-types.ts';
import type { SealedType } from './registry.ts';

/** What this slice seals, as the server holds it. Drafts leave no trace in the log of events. */
export const sealedTypes: readonly SealedType[] = recordTypes.map((type) => ({
	...type,
	quiet: type.type === 'agreement-draft' || type.type === 'waiting-talk'
}));
