import type { OpenRefusal } from '#lib/crypto/record.ts';
import type { Hash } from '#lib/crypto/sealed.ts';
import type { Client } from '#lib/platform/client/client.ts';
import type { AnswerBody, Coming, Notes, Override, Plan, Session } from '../session.ts';

/** A sealed record as her device sees it: opened, or why it could not be. `version` and `hash` are wanted for a change. */
export type Opened<Body> =
	| { ok: true; body: Body; version: number; hash: Hash; author: string }
	| { ok: false; reason: OpenRefusal | 'too-new' };

/** A session with its opened plan. `differs`: what the signed plan and the server's row do not agree on. */
export interface SessionView extends Session {
	plan: Opened<Plan> | null;
	differs: ('time' | 'venue' | 'facilitators')[];
	/** Her own answer; null: none yet. */
	coming: Coming | null;
}

/** What a facilitator sees besides. `answers` by handle; nobody else is told who comes. */
export interface SessionDetail extends SessionView {
	notes: Opened<Notes> | null;
	overridden: Opened<Override> | null;
	answers: Record<string, Coming>;
}

export interface Listed {
	/** The group's IANA zone: every time of this group is shown in it. */
	zone: string;
	venueOpens: '48h' | 'always';
	sessions: SessionView[];
}

/** What a form hands over. Ids of items are made by the form. */
export interface PlanInput {
	startsAt: number;
	endsAt: number;
	venue: string | null;
	/** One or two handles. */
	facilitators: string[];
	plan: Pick<Plan, 'sideRoom' | 'items' | 'note' | 'failed' | 'lighting'>;
	/** Sealed to the facilitators; empty text deletes nothing and saves an empty note. */
	notes?: string;
	/** Reasons for failed checks; a record of its own, whose id the server sees. */
	override?: Override['reasons'];
}

/** Every flow answers a value. `edited` carries what someone else saved first, opened. */
export type Flow<T, More extends string = never> =
	| ({ ok: true } & T)
	| { ok: false; reason: 'edited'; theirs: SessionView | null }
	| { ok: false; reason: More | 'no-network' | 'not-saved' | 'sign-in' | 'not-here' | 'went-wrong' };

/** The signatures of `sessions.*` in `client/sessions.ts`. */
export interface Sessions {
	/** Sessions that are still to come, on now, or ended less than 35 days ago; facilitators also see planned ones. */
	list(client: Client, group: Hash): Promise<Flow<Listed>>;
	get(client: Client, group: Hash, session: string): Promise<Flow<{ zone: string; session: SessionDetail }>>;
	/** Makes one (no `id`) or changes one (`id` and the `revision` it was read at). */
	plan(
		client: Client,
		group: Hash,
		input: PlanInput & { id?: string; revision?: number },
	): Promise<Flow<{ id: string; revision: number }, 'in-the-past' | 'ends-before-start' | 'too-long' | 'too-far' | 'facilitators' | 'over'>>;
	announce(
		client: Client,
		group: Hash,
		input: { id: string; revision: number },
	): Promise<Flow<{ revision: number }, 'no-venue' | 'one-facilitator' | 'over'>>;
	cancel(client: Client, group: Hash, input: { id: string; revision: number }): Promise<Flow<{ revision: number }, 'over'>>;
	/** A facilitator of it who cannot come: the other is told at once. */
	stepDown(client: Client, group: Hash, session: string): Promise<Flow<object, 'over'>>;
	/** Any time, without a reason. Sealed to herself and the facilitators; the server learns only "may open". */
	answer(client: Client, group: Hash, input: { session: string; coming: AnswerBody['coming'] }): Promise<Flow<object, 'over'>>;
}
