import type { Account } from '#lib/platform/server/actor.ts';
import type { Context, Poke } from '#lib/platform/server/context.ts';
import { route, type Route } from '#lib/platform/server/route.ts';
import * as accounts from '#lib/people/server/accounts.ts';
import * as signIns from '#lib/people/server/sign-ins.ts';

const HEARTBEAT_MS = 25_000;

/** Where she belongs, as far as it decides what she is told. */
interface Place {
	group: string;
	handle: string;
	facilitator: boolean;
	/** Not admitted yet: she is told when that changes, and of nothing else. */
	waits: boolean;
}

/** Whether a change is for her to look at. `handles` narrows it to some women, `facilitatorsOnly` to those with the role. */
export function concerns(places: readonly Place[], poke: Poke): boolean {
	return places.some((place) => {
		if (place.group !== poke.group) return false;
		if (poke.facilitatorsOnly && !place.facilitator) return false;
		if (poke.handles) return poke.handles.includes(place.handle);
		return !place.waits || poke.topic === 'roster';
	});
}

async function placesOf(ctx: Context, actor: Account): Promise<Place[]> {
	const { groups, waiting } = await accounts.me(ctx, actor);
	return [
		...groups.map((g) => ({ ...g, facilitator: g.roles.includes('facilitator'), waits: false })),
		...waiting.map((w) => ({ group: w.group, handle: w.handle ?? '', facilitator: false, waits: true }))
	];
}

const utf8 = new TextEncoder();

/**
 * Server-sent events that say where to look again, and never what there is to see. Ends when the sign-in does; while it
 * is open she counts as being here.
 */
export async function open(ctx: Context, actor: Account, signal: AbortSignal): Promise<Response> {
	const places = await placesOf(ctx, actor);
	let stop: () => void = () => undefined;
	const body = new ReadableStream<Uint8Array>({
		start: (controller) => {
			stop = follow(ctx, actor, { places, controller });
			signal.addEventListener('abort', () => stop(), { once: true });
			if (!signal.aborted) return;
			stop(); // gone before it began: nobody would say so again
			controller.close();
		},
		cancel: () => stop()
	});
	const headers = {
		'content-type': 'text/event-stream',
		'cache-control': 'no-store',
		'x-accel-buffering': 'no' // nginx collects otherwise, and "live" would be a minute late
	};
	return new Response(body, { headers });
}

interface Following {
	places: readonly Place[];
	controller: ReadableStreamDefaultController<Uint8Array>;
}

/** Passes on what concerns her until told to stop. */
function follow(ctx: Context, actor: Account, { places, controller }: Following): () => void {
	let stopped = false;
	const say = (line: string) => {
		if (!stopped) controller.enqueue(utf8.encode(line));
	};
	const tell = ({ group, topic }: Poke) => say(`data: ${JSON.stringify({ group, topic })}\n\n`);
	const end = () => {
		if (!stopped) controller.close();
		stop();
	};
	const hear = async (poke: Poke) => {
		const before = concerns(places, poke);
		// Who belongs where, or waits where, may have changed: also for whoever has asked to join since the stream began.
		if (poke.topic === 'roster' || poke.topic === 'waiting') places = await placesOf(ctx, actor);
		// Also to whoever has just been removed: her page has to put away what it shows.
		if (before || concerns(places, poke)) tell(poke);
	};
	const beat = setInterval(() => {
		signIns.see(ctx, actor.session).then((good) => (good ? say(': here\n\n') : end()), end);
	}, HEARTBEAT_MS);
	const off = ctx.onPoke((poke) => void hear(poke).catch(end));
	const stop = () => {
		stopped = true;
		clearInterval(beat);
		off();
	};
	say('retry: 3000\n\n');
	return stop;
}

export const streamRoutes: readonly Route[] = [
	route({
		method: 'GET',
		path: '/stream',
		who: 'account',
		summary: 'Server-sent events: where something changed, never what',
		handle: ({ ctx, actor, signal }) => open(ctx, actor, signal)
	})
];
