/**
 * Who may what, line by line, written by hand: the test goes through every route there is as every kind of person, and
 * fails when a route has no line here, or a line no route.
 *
 * - `N` nobody · `O` the operator (no account) · `W` a woman who waits · `X` an ex-member
 * - `M` a member · `S` a facilitator whose role is suspended · `F` a facilitator
 * - `A` the facilitator of another group
 */
export type Role = 'N' | 'O' | 'W' | 'X' | 'M' | 'S' | 'F' | 'A';
export const ROLES: readonly Role[] = ['N', 'O', 'W', 'X', 'A', 'M', 'S', 'F'];

const EVERYBODY = 'NOWXMSFA';
const SIGNED_IN = 'WXMSFA';
const MEMBERS = 'MSF';
const FACILITATORS = 'F';
const OPERATOR = 'O';

export interface Line {
	may: string;
	/** For the routes that look at their query before anything else. */
	query?: string;
	/** What goes with a request that needs no more than this to be let in; else `{}`, which most routes do not accept. */
	body?: unknown;
}
const line = (may: string, more: Omit<Line, 'may'> = {}): Line => ({ may, ...more });

export const LINES: Record<string, Line> = {
	'POST /sign-in/start': line(EVERYBODY),
	'POST /sign-in': line(EVERYBODY),
	'POST /accounts': line(EVERYBODY),
	'GET /install': line(EVERYBODY),
	'GET /me': line(SIGNED_IN),
	'GET /me/unlockers': line(SIGNED_IN),
	'POST /me/prove': line(SIGNED_IN),
	'PUT /me/words': line(SIGNED_IN),
	'PUT /me/recovery': line(SIGNED_IN),
	'PUT /me/keys': line(SIGNED_IN),
	'PUT /me/exit': line(SIGNED_IN),
	'GET /me/sign-ins': line(SIGNED_IN),
	'DELETE /me/sign-ins/:id': line(SIGNED_IN),
	'GET /me/drafts/:key': line(SIGNED_IN),
	'PUT /me/drafts/:key': line(SIGNED_IN),
	'DELETE /me/drafts/:key': line(SIGNED_IN),
	'GET /me/notices': line(SIGNED_IN),
	'DELETE /me/notices/:notice': line(SIGNED_IN),
	'GET /me/reminders': line(SIGNED_IN),
	'GET /stream': line(SIGNED_IN),

	'GET /groups': line(SIGNED_IN),
	'POST /groups': line(SIGNED_IN),
	'GET /groups/:group/public': line(EVERYBODY),
	'GET /groups/:group': line(MEMBERS),
	'POST /groups/:group/changes': line(MEMBERS),
	'PUT /groups/:group/settings': line(FACILITATORS),
	'PUT /groups/:group/card': line(FACILITATORS),
	'POST /groups/:group/members/:handle/cut': line(FACILITATORS),
	'DELETE /groups/:group/members/:handle/asked': line(FACILITATORS),
	'PUT /groups/:group/me': line(MEMBERS),
	'GET /groups/:group/agreement': line(MEMBERS),
	'POST /groups/:group/agreement': line(FACILITATORS),
	'PUT /groups/:group/agreement/acceptance': line(MEMBERS),
	'GET /groups/:group/records': line(MEMBERS, { query: 'types=profile,agreement-draft' }),
	'GET /groups/:group/records/:type/:id': line(MEMBERS, { query: 'circle=group' }),
	'PUT /groups/:group/records/:type/:id': line(MEMBERS),
	'GET /groups/:group/live-lines': line(MEMBERS, { query: 'circles=group' }),

	'POST /open-links': line(OPERATOR),
	'POST /open-links/check': line(EVERYBODY),
	'POST /invitations/open': line(EVERYBODY),
	'POST /invitations/ask': line(SIGNED_IN),
	'POST /invitations/withdraw': line(SIGNED_IN),
	'GET /groups/:group/invitations': line(FACILITATORS),
	'PUT /groups/:group/invitations/:id/offer': line(FACILITATORS),
	'GET /groups/:group/waiting': line(FACILITATORS),

	'GET /groups/:group/venues': line(MEMBERS),
	'PUT /groups/:group/venues/:venue': line(FACILITATORS),
	'POST /groups/:group/venues/:venue/retire': line(FACILITATORS),
	'GET /groups/:group/venues/:venue/openings': line(FACILITATORS),

	'GET /groups/:group/sessions': line(MEMBERS),
	'PUT /groups/:group/sessions/:session': line(FACILITATORS),
	'POST /groups/:group/sessions/:session/announce': line(FACILITATORS),
	'POST /groups/:group/sessions/:session/cancel': line(FACILITATORS),
	'POST /groups/:group/sessions/:session/step-down': line(FACILITATORS),
	'PUT /groups/:group/sessions/:session/answer': line(MEMBERS),
	'PUT /groups/:group/sessions/:session/reminder': line(MEMBERS),
	'DELETE /groups/:group/sessions/:session/reminder': line(MEMBERS),
	'GET /groups/:group/sessions/:session/live': line(MEMBERS),
	'POST /groups/:group/sessions/:session/live': line(MEMBERS),
	'POST /groups/:group/sessions/:session/start': line(FACILITATORS),
	'POST /groups/:group/sessions/:session/close': line(FACILITATORS),

	'GET /first-run': line(OPERATOR),
	'POST /first-run/open-link': line(OPERATOR),
	'POST /first-run/practice': line(OPERATOR),
	'GET /practice': line(EVERYBODY),
	'DELETE /practice': line(EVERYBODY),

	// Last: after these somebody is not who she was.
	'POST /groups/:group/members/:handle/restore': line(FACILITATORS),
	'POST /sign-out': line(SIGNED_IN),
	'DELETE /me': line(SIGNED_IN)
};

/**
 * Every route that names an object inside a group, with a request that would be let in for the group's own object. The
 * test sends it for an object of another group and expects 404, as if there were none. `nothing`: 204, since what is asked
 * for is true already. A name in quotes: a body that the test makes.
 */
export const SWAPS: Record<string, unknown> = {
	'POST /groups/:group/members/:handle/cut': {},
	'POST /groups/:group/members/:handle/restore': {},
	'DELETE /groups/:group/members/:handle/asked': 'nothing',
	'GET /groups/:group/records/:type/:id': undefined,
	'PUT /groups/:group/records/:type/:id': 'record',
	'PUT /groups/:group/invitations/:id/offer': { offer: 'A'.repeat(64) },
	'PUT /groups/:group/venues/:venue': {},
	'POST /groups/:group/venues/:venue/retire': { on: true },
	'GET /groups/:group/venues/:venue/openings': undefined,
	'PUT /groups/:group/sessions/:session': 'session',
	'POST /groups/:group/sessions/:session/announce': { revision: 1 },
	'POST /groups/:group/sessions/:session/cancel': { revision: 1 },
	'POST /groups/:group/sessions/:session/step-down': {},
	'PUT /groups/:group/sessions/:session/answer': 'answer',
	'PUT /groups/:group/sessions/:session/reminder': 'reminder',
	'DELETE /groups/:group/sessions/:session/reminder': 'nothing',
	'GET /groups/:group/sessions/:session/live': undefined,
	'POST /groups/:group/sessions/:session/live': { entries: [] },
	'POST /groups/:group/sessions/:session/start': { entries: [] },
	'POST /groups/:group/sessions/:session/close': { entries: [] }
};
