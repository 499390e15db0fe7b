import type { LayoutServerLoad } from './$types';
import { isInsecure } from './insecure.ts';

export const load: LayoutServerLoad = ({ locals, url, request }) => ({
	practice: locals.practice,
	insecure: isInsecure(url, request.headers.get('host'))
});
