import { NO_NETWORK, type Answer } from './api.ts';

/** What any flow may meet that has nothing to do with what she did. Nothing she typed is lost by it. */
export type Trouble =
	| 'no-network'
	/** Her sign-in has ended. */
	| 'sign-in'
	/** Her words are wanted once more before this; then the same again. */
	| 'prove'
	/** Gone, or not for her: the server does not say which. */
	| 'not-here'
	/** Disk full. */
	| 'not-saved'
	/** Others were faster several times in a row. */
	| 'busy'
	/** What the server gave does not stand; `why` says more. */
	| 'distrusted'
	| 'went-wrong';

/** What a flow answers: what it made, or why not. `why` is for the log of a developer, not for the screen. */
export type Outcome<T = object, R extends string = never> =
	({ ok: true } & T) | { ok: false; reason: R | Trouble; why?: string };

export const trouble = (reason: Trouble, why?: string): { ok: false; reason: Trouble; why?: string } =>
	why === undefined ? { ok: false, reason } : { ok: false, reason, why };

const BY_REASON: Record<string, Trouble> = {
	[NO_NETWORK]: 'no-network',
	'sign-in': 'sign-in',
	prove: 'prove',
	'not-here': 'not-here',
	'not-saved': 'not-saved',
	'try-again': 'busy'
};

/** An answer that is not one of the refusals which a flow knows by name. */
export function troubleOf(answer: Extract<Answer<unknown>, { ok: false }>): {
	ok: false;
	reason: Trouble;
	why?: string;
} {
	return trouble(BY_REASON[answer.reason] ?? 'went-wrong', `${answer.status} ${answer.reason}`);
}

const TROUBLES: readonly Trouble[] = [
	'no-network',
	'sign-in',
	'prove',
	'not-here',
	'not-saved',
	'busy',
	'distrusted',
	'went-wrong'
];

export const isTrouble = (reason: string): reason is Trouble => TROUBLES.some((known) => known === reason);

/** Narrows a refusal to the reasons that a flow names; anything else went wrong. */
export function narrow<R extends string>(
	refused: { ok: false; reason: string; why?: string },
	reasons: readonly R[]
): Extract<Outcome<object, R>, { ok: false }> {
	const reason = reasons.find((r) => r === refused.reason) ?? TROUBLES.find((r) => r === refused.reason);
	return reason ? { ...refused, reason } : trouble('went-wrong', refused.reason);
}
