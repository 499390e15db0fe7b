import { isReader, liveHash } from '#lib/crypto/circles.ts';
import type { Wrap } from '#lib/crypto/change.ts';
import type { RosterEvent, RosterState } from '#lib/crypto/roster.ts';
import type { Db } from '#lib/platform/server/db.ts';
import { refuse, type Refusal } from '#lib/platform/server/route.ts';
import type { Step } from './changes.ts';
import { linesOf } from './live.ts';
import './tables.ts';

type Rotate = Extract<RosterEvent, { kind: 'rotate' }>;

/** Checks and stores a wrap for each `rotate` event of the change, and none besides. */
export async function store({ trx, state, change }: Step): Promise<Refusal | undefined> {
	const rotations = change.events.filter((event): event is Rotate => event.kind === 'rotate');
	if (new Set(rotations.map((r) => r.body.circle)).size !== rotations.length) return refuse(422, 'wraps');
	if (rotations.length !== change.wraps.length) return refuse(422, 'wraps');
	for (const event of rotations) {
		const { circle, epoch } = event.body;
		const wrap = change.wraps.find((w) => w.circle === circle && w.epoch === epoch);
		if (!wrap || !forItsReaders(state, event, wrap)) return refuse(422, 'wraps');
		const lines = epoch > 1 ? await linesOf(trx, state.group, circle, epoch - 1) : [];
		const fresh = event.body.live === (await liveHash(lines)) && lines.join('\n') === [...wrap.live].sort().join('\n');
		if (!fresh) return refuse(409, 'live', { circle });
		const at = { group_id: state.group, circle, epoch };
		await trx
			.insertInto('wrap')
			.values({ ...at, seq: event.seq, file: wrap.file, live: JSON.stringify(lines) })
			.execute();
		await trx
			.insertInto('wrap_reader')
			.values(wrap.readers.map((handle) => ({ ...at, handle })))
			.execute();
	}
	return undefined;
}

/** Exactly those who read the circle at that event: nobody forgotten, nobody added. */
function forItsReaders(state: RosterState, event: Rotate, wrap: Wrap): boolean {
	const wanted = Object.keys(state.members).filter((h) => isReader(state, event.body.circle, h, event.seq));
	return wanted.length > 0 && [...wrap.readers].sort().join() === wanted.sort().join();
}

/** Of her wraps: those that are written with now, or all that she was ever given. */
export type Keys = 'newest' | 'all';

/**
 * The wraps made after event `after` and not after `upTo` that were sealed to her; of the circles she reads today.
 * @param who.newest only those of the epochs that are written in now
 */
export async function listFor(
	db: Db,
	group: string,
	who: { handle: string; facilitator: boolean; after: number; upTo: number; newest: boolean }
): Promise<Wrap[]> {
	const rows = await db
		.selectFrom('wrap')
		.innerJoin('wrap_reader as hers', (join) =>
			join
				.onRef('hers.group_id', '=', 'wrap.group_id')
				.onRef('hers.circle', '=', 'wrap.circle')
				.onRef('hers.epoch', '=', 'wrap.epoch')
				.on('hers.handle', '=', who.handle)
		)
		.innerJoin('wrap_reader as all', (join) =>
			join
				.onRef('all.group_id', '=', 'wrap.group_id')
				.onRef('all.circle', '=', 'wrap.circle')
				.onRef('all.epoch', '=', 'wrap.epoch')
		)
		.select(['wrap.circle', 'wrap.epoch', 'wrap.file', 'wrap.live', 'all.handle'])
		.$if(who.newest, (query) =>
			query.where('wrap.epoch', '=', (eb) =>
				eb
					.selectFrom('circle')
					.select('circle.epoch')
					.whereRef('circle.group_id', '=', 'wrap.group_id')
					.whereRef('circle.circle', '=', 'wrap.circle')
			)
		)
		.where('wrap.group_id', '=', group)
		.where('wrap.seq', '>', who.after)
		.where('wrap.seq', '<=', who.upTo)
		.orderBy('wrap.circle')
		.orderBy('wrap.epoch')
		.execute();
	const made = new Map<string, Wrap>();
	for (const { circle, epoch, file, live, handle } of rows) {
		if (!who.facilitator && circle !== 'group' && circle !== `member:${who.handle}`) continue;
		const key = `${circle}/${epoch}`;
		const wrap = made.get(key);
		if (wrap) wrap.readers.push(handle);
		else made.set(key, { circle, epoch, file, readers: [handle], live: JSON.parse(live) as string[] } as Wrap);
	}
	return [...made.values()];
}
