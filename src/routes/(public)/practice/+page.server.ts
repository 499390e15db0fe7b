import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

// The list of people lives in the app, where their words are typed and their keys are opened.
export const load: PageServerLoad = () => redirect(303, '/app/practice');
