import { countryByCode } from '#lib/help/helpline.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ chosen: countryByCode(url.searchParams.get('country'))?.code });
