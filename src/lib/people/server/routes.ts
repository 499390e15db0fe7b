import * as v from 'valibot';
import { refuse, Refusal, route, type Reply } from '#lib/platform/server/route.ts';
import { count, hash, id, sealed } from '#lib/platform/server/sealed.ts';
import { DRAFT_KEY, EXIT_SITES, exitSite, fairParams } from '../account.ts';
import * as accounts from './accounts.ts';
import * as drafts from './drafts.ts';
import * as signIns from './sign-ins.ts';
import * as unlockers from './unlockers.ts';

const kind = () => v.picklist(['passphrase', 'recovery']);
/** Longer than any name may be: what is wrong with one is told by the field, not by this. */
const typedName = () => v.pipe(v.string(), v.maxLength(200));
const turn = () => v.optional(v.pipe(v.string(), v.maxLength(100)));
const bit = () => v.optional(v.boolean(), false);
const whole = () => v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const params = { n: whole(), r: whole(), p: whole() };
const unlocker = <K extends 'passphrase' | 'recovery'>(only: K) =>
	v.object({
		id: id(),
		kind: v.literal(only),
		version: v.pipe(count(), v.minValue(1)),
		wrapped: sealed(2_000),
		challenge: v.pipe(
			v.object({ kind: v.literal(only), salt: id(), ...params }),
			v.check((c) => fairParams(c), 'cost')
		),
		proof: hash()
	});
const both = v.strictTuple([unlocker('passphrase'), unlocker('recovery')]);
const again = v.object({ kind: kind(), proof: hash(), turn: turn() });

/** The cookie goes with the session: closing the browser ends it, and twelve hours do. */
const signedIn = (reply: Reply, token: string) => reply.signIn(token, signIns.LONGEST_MS / 1000);

const entrance = [
	route({
		method: 'POST',
		path: '/sign-in/start',
		who: 'nobody',
		summary: 'What to stretch words or a code with. Answers alike for names that nobody has.',
		body: v.object({ name: typedName(), kind: kind() }),
		answer: v.object({ salt: id(), params: v.object(params) }),
		handle: ({ ctx, body }) => unlockers.challenge(ctx, body)
	}),
	route({
		method: 'POST',
		path: '/sign-in',
		who: 'nobody',
		summary:
			'Signs in with the proof; hands out the wrapped keys, and what GET /me says. 429 `wait`: the same again, with `turn`, after so many seconds.',
		body: v.object({ name: typedName(), kind: kind(), proof: hash(), borrowed: bit(), turn: turn() }),
		answer: v.object({
			account: id(),
			unlocker: v.object({ id: id(), kind: kind(), version: count(), wrapped: v.string() }),
			me: v.looseObject({ name: v.string() })
		}),
		handle: async ({ ctx, actor, body, reply }) => {
			const made = await unlockers.signIn(ctx, actor, body);
			if (made instanceof Refusal) return made;
			signedIn(reply, made.token);
			return { ...made.answer, me: await accounts.me(ctx, made.answer) };
		}
	}),
	route({
		method: 'POST',
		path: '/accounts',
		who: 'nobody',
		summary: 'Makes an account and signs in to it, for whoever holds a link to open a group or an invitation.',
		body: v.object({
			account: id(),
			name: typedName(),
			unlockers: both,
			via: v.union([v.object({ link: v.pipe(v.string(), v.maxLength(100)) }), v.object({ invitation: id() })]),
			borrowed: bit()
		}),
		handle: async ({ ctx, body, reply }) => {
			const made = await accounts.make(ctx, body);
			if (made instanceof Refusal) return made;
			signedIn(reply, made.token);
			return undefined;
		}
	}),
	route({
		method: 'POST',
		path: '/sign-out',
		who: 'account',
		summary: 'Ends this sign-in.',
		handle: async ({ ctx, actor, reply }) => {
			await signIns.revoke(ctx, actor, actor.session);
			reply.signOut();
		}
	}),
	route({
		method: 'GET',
		path: '/install',
		who: 'nobody',
		summary: 'What kind of install this is.',
		answer: v.object({ practice: v.boolean() }),
		handle: async ({ ctx }) => ({ practice: ctx.practice })
	})
];

const own = [
	route({
		method: 'GET',
		path: '/me',
		who: 'account',
		summary: 'Her name for signing in, her groups, where she has asked to join, and her own choices, sealed.',
		handle: ({ ctx, actor }) => accounts.me(ctx, actor)
	}),
	route({
		method: 'DELETE',
		path: '/me',
		who: 'account',
		summary: 'Erases her account. 409 `still-a-member` until she has left her groups; 403 `prove` as for changes.',
		handle: async ({ ctx, actor, reply }) => {
			const refused = await accounts.erase(ctx, actor);
			if (!refused) reply.signOut();
			return refused;
		}
	}),
	route({
		method: 'POST',
		path: '/me/prove',
		who: 'account',
		summary: 'Her words or code once more: for 15 minutes she may do what answers 403 `prove` without.',
		body: again,
		handle: ({ ctx, actor, body }) => unlockers.prove(ctx, actor, body)
	}),
	route({
		method: 'GET',
		path: '/me/unlockers',
		who: 'account',
		summary: 'Ids and versions of what opens her account.',
		handle: ({ ctx, actor }) => unlockers.list(ctx, actor)
	}),
	route({
		method: 'PUT',
		path: '/me/words',
		who: 'account',
		summary: 'New words, proven by the old ones or by the recovery code. Other sign-ins end.',
		body: v.object({ again, unlocker: unlocker('passphrase') }),
		handle: ({ ctx, actor, body }) => {
			const { again, unlocker } = body;
			return unlockers.replace(ctx, actor, { again, unlockers: [unlocker], endOthers: true, verb: 'account.words' });
		}
	}),
	route({
		method: 'PUT',
		path: '/me/recovery',
		who: 'account',
		summary: 'A new recovery code; the old one opens nothing from then on.',
		body: v.object({ again, unlocker: unlocker('recovery') }),
		handle: ({ ctx, actor, body }) => {
			const { again, unlocker } = body;
			return unlockers.replace(ctx, actor, {
				again,
				unlockers: [unlocker],
				endOthers: false,
				verb: 'account.recovery'
			});
		}
	}),
	route({
		method: 'PUT',
		path: '/me/keys',
		who: 'account',
		summary: 'Someone knows her words: both unlockers over a new account key. Other sign-ins end.',
		body: v.object({ again, unlockers: both }),
		handle: ({ ctx, actor, body }) => {
			return unlockers.replace(ctx, actor, { ...body, endOthers: true, verb: 'account.keys' });
		}
	}),
	route({
		method: 'PUT',
		path: '/me/exit',
		who: 'account',
		summary: 'Where Exit goes; null for where this install sends everybody.',
		body: v.object({ exitTo: v.nullable(v.union([v.picklist(EXIT_SITES), exitSite()])) }),
		handle: ({ ctx, actor, body }) => accounts.setExit(ctx, actor, body.exitTo)
	}),
	route({
		method: 'GET',
		path: '/me/sign-ins',
		who: 'account',
		summary: 'Where she is signed in, by day.',
		handle: ({ ctx, actor }) => signIns.list(ctx, actor)
	}),
	route({
		method: 'DELETE',
		path: '/me/sign-ins/:id',
		who: 'account',
		summary: 'Ends one of her sign-ins.',
		params: v.object({ id: hash() }),
		handle: async ({ ctx, actor, params }) => {
			return (await signIns.revoke(ctx, actor, params.id)) ? undefined : refuse(404, 'not-here');
		}
	})
];

const key = v.object({ key: v.pipe(v.string(), v.regex(DRAFT_KEY)) });

const writing = [
	route({
		method: 'GET',
		path: '/me/drafts/:key',
		who: 'account',
		summary: 'What she was writing, sealed to herself.',
		params: key,
		handle: ({ ctx, actor, params }) => drafts.read(ctx, actor, params.key)
	}),
	route({
		method: 'PUT',
		path: '/me/drafts/:key',
		who: 'account',
		summary: 'Keeps what she is writing.',
		params: key,
		body: v.object({ sealed: sealed(100_000) }),
		handle: ({ ctx, actor, params, body }) => drafts.keep(ctx, actor, { ...params, ...body })
	}),
	route({
		method: 'DELETE',
		path: '/me/drafts/:key',
		who: 'account',
		summary: 'Forgets it.',
		params: key,
		handle: ({ ctx, actor, params }) => drafts.forget(ctx, actor, params.key)
	})
];

export const routes = [...entrance, ...own, ...writing];
