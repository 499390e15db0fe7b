// From the middle of a plan to a place, and back to where she was in it: its draft is kept, and the address says which.

const ID = /^[\w-]{22}$/;

/**
 * What goes behind the address of a place.
 * @param plan the session's id, or 'new'
 * @param step the screen of the plan she comes from
 * @param from the session that a new plan was begun like, if it was
 */
export function fromPlan(plan: string, step: string, from?: string | null): string {
	return `?${new URLSearchParams({ plan, at: step, ...(from ? { from } : {}) }).toString()}`;
}

/**
 * The way back that stands in an address; undefined when she does not come from a plan.
 * @param venue the place she comes back from: hers to plan with, if she has chosen none yet
 */
export function backToPlan(group: string, asked: Pick<URLSearchParams, 'get'>, venue = ''): string | undefined {
	const [plan, at, from] = ['plan', 'at', 'from'].map((name) => asked.get(name) ?? '');
	if (!plan || (plan !== 'new' && !ID.test(plan))) return undefined;
	const query = new URLSearchParams();
	if (at && /^[a-z]+$/.test(at)) query.set('at', at);
	if (plan === 'new' && from && ID.test(from)) query.set('from', from);
	if (ID.test(venue)) query.set('venue', venue);
	return `/app/g/${group}/sessions/${plan === 'new' ? 'new' : `${plan}/edit`}?${query.toString()}`;
}
