import { expect, test } from 'vitest';
import { en } from '#lib/words/catalogue.ts';
import { troubleWords } from './trouble-words.ts';

test.each(['no-network', 'went-wrong', 'anything else'])(
	'%s says nothing of what was written where nothing was',
	(reason) => {
		expect(troubleWords(reason)).toContain('What you wrote');
		expect(troubleWords(reason, { reads: true })).not.toMatch(/wrote|done/);
		expect(troubleWords(reason, { reads: true })).toContain('Nothing is lost');
	}
);

test('what has one sentence for both has it', () => {
	expect(troubleWords('epoch-due', { reads: true })).toBe(en['groups.trouble.epoch-due']);
});
