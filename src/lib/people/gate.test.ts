import { expect, it } from 'vitest';
import { standing, type Standing, type Standpoint } from './gate.ts';

const live = '/app/g/x/sessions/y/live';
const cases: [Partial<Standpoint>, Standing][] = [
	[{ state: 'starting', path: '/app' }, 'loading'],
	[{ state: 'starting', path: '/app/help' }, 'page'],
	[{ state: 'signed-out', path: '/app' }, 'sign-in'],
	[{ state: 'signed-out', path: '/app/me/words' }, 'sign-in'],
	[{ state: 'signed-out', path: '/app/join' }, 'page'],
	[{ state: 'signed-out', path: '/app/joiner' }, 'sign-in'],
	[{ state: 'signed-out', path: '/app/recover' }, 'page'],
	[{ state: 'locked', path: '/app' }, 'locked'],
	[{ state: 'locked', path: '/app/join' }, 'locked'],
	[{ state: 'locked', path: '/app/help' }, 'page'],
	[{ state: 'locked', path: '/app/sign-in' }, 'page'],
	[{ state: 'open', path: '/app/g/x' }, 'page'],
	[{ state: 'open', path: '/app/g/x', narrow: true, livePath: live }, 'locked'],
	[{ state: 'open', path: live, narrow: true, livePath: live }, 'page'],
	[{ state: 'open', path: `${live}/knot`, narrow: true, livePath: live }, 'page'],
	[{ state: 'open', path: `${live}ly`, narrow: true, livePath: live }, 'locked'],
	[{ state: 'open', path: '/app/g/x/activities/knot', narrow: true, livePath: live }, 'locked'],
	[{ state: 'open', path: live, narrow: true }, 'locked'],
	[{ state: 'open', path: '/app/help', narrow: true, livePath: live }, 'page'],
	[{ state: 'covered', path: '/app/me', narrow: true, livePath: live }, 'locked'],
	[{ state: 'locked', path: live, livePath: live }, 'locked'],
	[{ state: 'signed-out', path: '/first-run' }, 'page']
];

it.each(cases)('%o → %s', (point, stands) => {
	expect(standing({ state: 'open', path: '/app', narrow: false, livePath: undefined, ...point })).toBe(stands);
});
