// Who is asking. Minted in one place only (groups/server/gate.ts), demanded by every verb.
declare const minted: unique symbol;
type Minted<Kind extends string> = { readonly [minted]: Kind };

/** Anybody. `bucket` is a salted hash of where the request came from, for slowing guesses; kept ≤ 24 h. */
export interface Visitor extends Minted<'visitor'> {
	readonly bucket: string;
	/** Hash of whatever token the browser brought: a new sign-in takes its place. Proves nothing. */
	readonly session: string | undefined;
}
/** The one who runs the install. No power inside any group. */
export interface Operator extends Minted<'operator'> {
	readonly operator: true;
}
export interface Account extends Minted<'account'> {
	readonly account: string;
	/** Hash of the sign-in session's token. */
	readonly session: string;
	/** She has shown her words a short while ago, in this sign-in. */
	readonly proven: boolean;
}
export interface Member extends Minted<'member'> {
	readonly account: string;
	readonly session: string;
	readonly proven: boolean;
	readonly group: string;
	readonly handle: string;
	readonly state: 'member' | 'break';
	readonly roles: readonly string[];
	readonly facilitator: boolean;
}
export interface Facilitator extends Member {
	readonly facilitator: true;
}

export interface Actors {
	nobody: Visitor;
	operator: Operator;
	account: Account;
	member: Member;
	facilitator: Facilitator;
}
export type Who = keyof Actors;
