import { afterAll, expect, test } from 'vitest';
import type { RecordRow } from './change.ts';
import { memberCircle } from './circles.ts';
import type { CircleName } from './sealed.ts';
import { day, good, Host, Woman } from './testing.ts';

// Random additions, removals, departures, appointments, new keys, rotations and records, against a model that knows
// nothing of keys: only who was in which circle when an epoch began. Leavers must not read what is new, joiners not what
// is old, and everybody else must read all of hers, whatever the host hands out.
// The long one: npm run test:membership -- --steps 5000 --seeds 3, so many steps for each of so many seeds.

const wanted = Number(process.env['ROWAN_MODEL_STEPS'] ?? 8);
const seeds = Array.from({ length: Number(process.env['ROWAN_MODEL_SEEDS'] ?? 3) }, (_, i) => i + 1);
/** A group lives for so many; then another one begins. */
const life = 8;
const total = { steps: 0, compared: 0, mismatches: 0 };

/** mulberry32: the same sequence for the same seed, everywhere. */
function random(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

class Model {
	host = new Host();
	everyone: Woman[] = [];
	inside = new Set<Woman>();
	facilitators = new Set<Woman>();
	/** Who could read each epoch, by `circle/epoch`. */
	readers = new Map<string, Set<Woman>>();
	epochs = new Map<CircleName, number>();
	below: (below: number) => number;

	constructor(seed: number) {
		this.below = random(seed);
	}

	pick<T>(from: Iterable<T>): T | undefined {
		const list = [...from];
		return list[this.below(list.length)];
	}

	of(circle: CircleName): Set<Woman> {
		if (circle === 'group') return new Set(this.inside);
		const owner = [...this.inside].find((woman) => memberCircle(woman.handle) === circle);
		return new Set([...this.facilitators, ...(circle !== 'facilitators' && owner ? [owner] : [])]);
	}

	/** The model's own idea of what a change of readers begins. */
	began(circles: CircleName[]): void {
		for (const circle of circles) {
			const epoch = (this.epochs.get(circle) ?? 0) + 1;
			this.epochs.set(circle, epoch);
			this.readers.set(`${circle}/${epoch}`, this.of(circle));
		}
	}

	all(): CircleName[] {
		return ['facilitators', ...[...this.inside].map((woman) => memberCircle(woman.handle))];
	}

	async newcomer(): Promise<Woman> {
		const woman = await new Woman(`Woman number ${this.everyone.length}`).start();
		this.everyone.push(woman);
		return woman;
	}

	async seen(): Promise<void> {
		await Promise.all([...this.inside].map((woman) => woman.see(this.host)));
	}
}

const actions: Record<string, (model: Model) => Promise<void>> = {
	async join(model) {
		const by = model.pick(model.facilitators);
		if (!by || model.inside.size > 5) return;
		const woman = await model.newcomer();
		const asOne = model.below(4) === 0;
		const chosen = model.below(2) === 0;
		await by.bring(model.host, woman, asOne ? 'facilitator' : 'member', () => chosen);
		model.inside.add(woman);
		if (asOne) model.facilitators.add(woman);
		model.began(asOne ? ['group', ...model.all()] : ['group', memberCircle(woman.handle)]);
	},
	async remove(model) {
		const by = model.pick(model.facilitators);
		const whom = model.pick([...model.inside].filter((woman) => woman !== by));
		if (!by || !whom) return;
		const was = model.facilitators.has(whom);
		const second = model.pick([...model.inside].filter((woman) => woman !== by && woman !== whom));
		if (was && !second) return;
		const { group } = model.host;
		const about = { kind: 'remove', body: { handle: whom.handle } } as const;
		const consents = was && second ? [good(await second.vault.consent(group, about)).consent] : [];
		const due = await by.vault.dueAfter(group, { kind: 'remove', handle: whom.handle });
		const rotations = await model.host.rotations(due, () => model.below(2) === 0);
		const { change } = good(await by.vault.remove(group, { day, handle: whom.handle, consents, rotations }));
		await model.host.take(change);
		model.inside.delete(whom);
		model.facilitators.delete(whom);
		model.began(was ? ['group', ...model.all()] : ['group']);
	},
	async leave(model) {
		const whom = model.pick(model.inside);
		const by = model.pick([...model.facilitators].filter((woman) => woman !== whom));
		if (!whom || !by) return;
		const was = model.facilitators.has(whom);
		const { group } = model.host;
		await model.host.take(good(await whom.vault.leave(group, { day })).change);
		await by.see(model.host);
		const due = await by.vault.dueAfter(group, { kind: 'rotate' });
		const rotations = await model.host.rotations(due, () => false);
		await model.host.take(good(await by.vault.finishRotation(group, { day, rotations })).change);
		model.inside.delete(whom);
		model.facilitators.delete(whom);
		model.began(was ? ['group', ...model.all()] : ['group']);
	},
	async appoint(model) {
		const by = model.pick(model.facilitators);
		const whom = model.pick([...model.inside].filter((woman) => !model.facilitators.has(woman)));
		if (!by || !whom) return;
		const { group } = model.host;
		const role = { handle: whom.handle, role: 'facilitator', on: true } as const;
		const { consent } = good(await whom.vault.consent(group, { kind: 'role', body: role }));
		const rotations = await model.host.rotations(await by.vault.dueAfter(group, { kind: 'role', handle: whom.handle }));
		const { change } = good(await by.vault.setRole(group, { day, ...role, consents: [consent], rotations }));
		await model.host.take(change);
		model.facilitators.add(whom);
		model.began(model.all());
	},
	async stepDown(model) {
		if (model.facilitators.size < 2) return;
		const whom = model.pick(model.facilitators)!;
		const by = model.pick([...model.facilitators].filter((woman) => woman !== whom))!;
		const { group } = model.host;
		const role = { handle: whom.handle, role: 'facilitator', on: false } as const;
		await model.host.take(good(await whom.vault.setRole(group, { day, ...role })).change);
		await by.see(model.host);
		const rotations = await model.host.rotations(await by.vault.dueAfter(group, { kind: 'rotate' }), () => false);
		await model.host.take(good(await by.vault.finishRotation(group, { day, rotations })).change);
		model.facilitators.delete(whom);
		model.began(model.all());
	},
	async newKeys(model) {
		const whom = model.pick(model.inside);
		if (!whom) return;
		const { group } = model.host;
		const [passphrase, recovery] = [
			{ id: 'p', version: 2 },
			{ id: 'r', version: 2 }
		];
		good(await whom.vault.renewAccount({ words: 'others, of her own, and long', passphrase, recovery }));
		await whom.vault.takeRenewed();
		const rotations = await model.host.rotations(await whom.vault.dueAfter(group, { kind: 'rekey' }), () => false);
		await model.host.take(good(await whom.vault.rekey(group, { day, rotations })).change);
		model.began(model.facilitators.has(whom) ? ['group', ...model.all()] : ['group', memberCircle(whom.handle)]);
	},
	async write(model) {
		for (let i = 0; i < 3; i++) {
			const by = model.pick(model.inside);
			const circles: CircleName[] = ['group', ...model.all()];
			const circle = by && model.pick(circles.filter((name) => model.of(name).has(by)));
			if (by && circle) await by.write(model.host, circle, model.below(2) ? 'note' : 'proposal', `by ${by.name}`);
		}
	}
};

/** Every woman there ever was is given every envelope, log and wrap there ever was. */
async function compare(model: Model): Promise<string[]> {
	const wrong: string[] = [];
	for (const woman of model.everyone) {
		await woman.see(model.host);
		const opened = await woman.vault.open(model.host.group, model.host.everything);
		for (const [i, row] of model.host.everything.entries()) {
			const may = model.readers.get(`${row.circle}/${row.epoch}`)?.has(woman) ?? false;
			total.compared += 1;
			if (opened[i]!.ok !== may)
				wrong.push(`${woman.name} ${describeRow(row)} may ${may}: ${JSON.stringify(opened[i])}`);
		}
	}
	return wrong;
}

const describeRow = (row: RecordRow) => `${row.type} in ${row.circle}/${row.epoch}`;

test.each(seeds)('seed %i', { timeout: 0 }, async (seed) => {
	for (let begun = 0; begun * life < wanted; begun++) {
		const model = new Model(seed * 1_000_003 + begun);
		const founder = await model.newcomer();
		await founder.found(model.host);
		model.inside.add(founder);
		model.facilitators.add(founder);
		model.began(['group', ...model.all()]);
		const taken: string[] = [];
		for (let step = 0; step < life; step++) {
			const name = step < 2 ? 'join' : model.pick([...Object.keys(actions), 'join', 'write', 'remove'])!;
			taken.push(name);
			await actions[name]!(model);
			await model.seen();
			await actions['write']!(model);
			total.steps += 1;
		}
		const wrong = await compare(model);
		total.mismatches += wrong.length;
		expect(wrong, `seed ${seed}, group ${begun}: ${taken.join(', ')}`).toEqual([]);
		if (wanted > life && begun % 50 === 49) console.log(`seed ${seed}: ${(begun + 1) * life} steps`);
	}
});

afterAll(() => {
	if (wanted === life) return;
	const { steps, compared, mismatches } = total;
	console.log(`${steps} steps over ${seeds.length} seeds, ${compared} openings compared, ${mismatches} mismatches`);
});
