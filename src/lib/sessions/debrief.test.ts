import { expect, test } from 'vitest';
import { isWritten } from './debrief.ts';

test.each([
	[false, { how: '', next: '' }],
	[false, { how: ' \n', next: '\t' }],
	[true, { how: 'Calm.', next: '' }],
	[true, { how: '', next: 'More tea' }]
])('a debrief is written (%s): %o', (expected, form) => {
	expect(isWritten(form)).toBe(expected);
});
