import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { headWords, keyWords } from './join.ts';
import { draftInvitation, readSecret } from './offer.ts';
import { normaliseWords, offerWords, refuseWords } from './passphrase.ts';
import { makeRecoveryCode, newRecoveryCode, parseRecoveryCode } from './recovery-code.ts';
import { drawWords, newSecret, parseFragment, parseSixWords, toSixWords } from './six-words.ts';
import { unkindWords } from './unkind-words.ts';
import { toBase64url } from './encoding.ts';
import { read, unhex } from './vectors/fixed.ts';
import { effWords } from './wordlist-eff.ts';

const vectors = read('words') as {
	sixWords: { secret: string; words: string[] }[];
	recovery: { digits: number[]; code: string };
	headWords: { head: string; words: string[] };
	keyWords: { sign: string; age: string; words: string[] };
};

test('vectors', async () => {
	for (const { secret, words } of vectors.sixWords) {
		expect(await toSixWords(unhex(secret))).toEqual(words);
		expect(await parseSixWords(words.join(' '))).toEqual({ ok: true, secret: unhex(secret) });
	}
	expect(makeRecoveryCode(vectors.recovery.digits)).toBe(vectors.recovery.code);
	expect(await headWords(vectors.headWords.head)).toEqual(vectors.headWords.words);
	expect(await keyWords(vectors.keyWords)).toEqual(vectors.keyWords.words);
});

test('the list is the EFF long list, 7,776 words in its own order', () => {
	const words = effWords.split(' ');
	expect([words.length, words[0], words.at(-1)]).toEqual([7776, 'abacus', 'zoom']);
	expect(new Set(words).size).toBe(7776);
	expect(createHash('sha256').update(effWords).digest('hex')).toBe(
		'c523ba7b5e0d3f77cc6cf0d83bed3f250143c0c90c255d6a646dd992f8453675'
	);
});

test('every secret has its six words, however they are typed', async () => {
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(' ', '-', ', ', '\n', ' – ', '  '), fc.boolean(), async (between, loud) => {
			const secret = newSecret();
			const words = (await toSixWords(secret)).join(between);
			expect(await parseSixWords(` ${loud ? words.toUpperCase() : words}.`)).toEqual({ ok: true, secret });
		}),
		{ numRuns: 200 }
	);
	expect((await parseSixWords('Drop Down yo-yo t-shirt felt tip tshirt yoyo')).ok).toBe(true);
});

test('a word that is none is named; too few and too many are said', async () => {
	expect(await parseSixWords('abacus abacus abacuss abacus abacus abacus')).toEqual({
		ok: false,
		reason: 'unknown-word',
		word: 'abacuss'
	});
	for (const count of [0, 1, 5, 7]) {
		expect(await parseSixWords('abacus '.repeat(count))).toEqual({ ok: false, reason: 'word-count' });
	}
	expect(await parseSixWords('zoom '.repeat(6))).toEqual({ ok: false, reason: 'shape' });
});

test('a link fragment is another spelling of the same bytes', async () => {
	const secret = newSecret();
	const fragment = toBase64url(secret);
	expect(fragment).toHaveLength(14);
	expect(parseFragment(`#${fragment} `)).toEqual(secret);
	expect(parseFragment('_____________w')).toBeNull();
	const byLink = await readSecret(fragment);
	expect(await readSecret((await toSixWords(secret)).join('-'))).toEqual(byLink);
	expect(byLink).toMatchObject({ ok: true, secret: { fragment } });
});

test('a recovery code is read as people write it', () => {
	// The check is a letter or a number too: one in seven draws would end in another sign.
	for (let draws = 0; draws < 100; draws += 1) expect(newRecoveryCode()).toMatch(/^([0-9A-Z]{5}-){5}[0-9A-Z]{2}$/);
	const code = newRecoveryCode();
	const secret = parseRecoveryCode(code);
	expect(secret.ok).toBe(true);
	const spoken =
		code.slice(0, -1).toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l').replace(/-/g, ' – ') + code.slice(-1);
	expect(parseRecoveryCode(spoken)).toEqual(secret);
	expect(parseRecoveryCode('ABC')).toEqual({ ok: false, reason: 'code-shape' });
	expect(parseRecoveryCode(code.replace(/^./, '?'))).toEqual({ ok: false, reason: 'code-shape' });
});

test('a wrong character and two that changed places are both noticed', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(31), { minLength: 26, maxLength: 26 }), fc.nat(24), fc.nat(31), (digits, at, other) => {
			const check = makeRecoveryCode(digits).slice(-1);
			const wrong = digits.with(at, other);
			const swapped = digits.with(at, digits[at + 1]!).with(at + 1, digits[at]!);
			for (const changed of [wrong, swapped]) {
				const same = changed.join() === digits.join();
				expect(makeRecoveryCode(changed).slice(-1) === check).toBe(same);
			}
		})
	);
});

test('words are normalised before anything else', () => {
	expect(normaliseWords('  Correct  Horse\tBattery Staple Plenty ')).toBe('correct horse battery staple plenty');
	expect(normaliseWords('Ｆｕｌｌ width, and  more')).toBe('Full width, and more');
	expect(normaliseWords('My own Words stay as they are')).toBe('My own Words stay as they are');
});

test('offered words pass, and each time they are others', async () => {
	const offered = await Promise.all(Array.from({ length: 20 }, offerWords));
	expect(new Set(offered).size).toBe(20);
	for (const words of offered) {
		expect(words).toMatch(/^([a-z]{3,9} ){4}[a-z]{3,9}$/);
		expect(await refuseWords(words)).toBeNull();
	}
});

test('nobody is given a word that can hurt, and enough are left to guess from', { timeout: 30_000 }, async () => {
	const all = effWords.split(' ');
	const left = all.filter((word) => !unkindWords.has(word));
	expect([...unkindWords].filter((word) => !all.includes(word))).toEqual([]);
	expect(['fetal', 'browbeat', 'smother', 'nutcase', 'underwear', 'skype'].filter((w) => left.includes(w))).toEqual([]);
	expect(5 * Math.log2(left.filter((word) => !word.includes('-')).length)).toBeGreaterThan(61);
	expect(77 + 6 * Math.log2(left.length / all.length)).toBeGreaterThan(73);

	const offered = (await drawWords(2000)).filter((word) => unkindWords.has(word));
	const drafts = await Promise.all(Array.from({ length: 200 }, draftInvitation));
	const invited = drafts.flatMap(({ secret }) => secret.words).filter((word) => unkindWords.has(word));
	expect([...offered, ...invited]).toEqual([]);
	// What was given before is still read.
	expect(await parseSixWords('fetal '.repeat(6))).toMatchObject({ ok: true });
});

test.each([
	['short', 'fourteen chars'],
	['short', ''],
	['long', 'a1b2c3d4e5'.repeat(101)],
	['control', 'with a bell \u0007 in it somewhere'],
	['common', 'passwordpassword'],
	['common', 'Password Password 123'],
	['common', 'iloveyou-sunshine!'],
	['common', 'aaaaaaaaaaaaaaaaaaaa'],
	['common', 'qwertyuiopasdfghjkl'],
	['common', 'abcdefghijklmnopqrst'],
	['common', '07700 900123 07700 900123'],
	['common', `${'1234'.repeat(16)}x`.slice(1) + '1234'],
	[null, 'the rowan by our old door'],
	[null, 'Überraschung im Garten'],
	[null, '雨の日は図書館で静かに本を読むのが好き'],
	[null, `${'1234'.repeat(15)}xyz`]
])('%s: %s', async (reason, words) => {
	expect(await refuseWords(words)).toBe(reason);
});
