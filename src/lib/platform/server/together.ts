import type { Kysely, Transaction } from 'kysely';

// [Note: One sync for many] A commit waits for the disk: a tenth of a millisecond on a good one, three on a busy one.
// Writes that come at the same moment therefore share a transaction and its one commit. Each has a savepoint of its own,
// so that one which fails takes back what it did and nothing else, and none is answered before the commit stands.

/** What SQLite is asked beside the queries: savepoints, and whether it is still in the transaction. */
export interface Savepoints {
	exec(sql: string): void;
	readonly inTransaction: boolean;
}

interface Waiting<T> {
	work: (trx: Transaction<T>) => Promise<unknown>;
	done: (value: unknown) => void;
	fail: (error: unknown) => void;
}
type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

/** More in one transaction would make the first of them wait for the last. */
const MOST = 64;

/** A function like `transaction().execute`, for the one writer of a SQLite database. See [Note: One sync for many]. */
export function together<T>(writer: Kysely<T>, points: Savepoints) {
	const waiting: Waiting<T>[] = [];
	let running = false;
	const run = async () => {
		while (waiting.length > 0) await commit(writer, points, waiting.splice(0, MOST));
		running = false;
	};
	return <R>(work: (trx: Transaction<T>) => Promise<R>): Promise<R> =>
		new Promise<R>((done, fail) => {
			waiting.push({ work, done: done as Waiting<T>['done'], fail });
			if (running) return;
			running = true;
			setImmediate(() => void run()); // after whatever else has just come in
		});
}

async function commit<T>(writer: Kysely<T>, points: Savepoints, batch: Waiting<T>[]): Promise<void> {
	let outcomes: Outcome[];
	try {
		outcomes = await writer.transaction().execute((trx) => inTurn(trx, points, batch));
	} catch (error) {
		for (const { fail } of batch) fail(error);
		return;
	}
	batch.forEach(({ done, fail }, at) => {
		const outcome = outcomes[at];
		if (outcome?.ok) done(outcome.value);
		else fail(outcome?.error);
	});
}

/** @throws when the whole transaction is gone with one of them: then none of them is saved */
async function inTurn<T>(trx: Transaction<T>, points: Savepoints, batch: Waiting<T>[]): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	const alone = batch.length === 1;
	for (const { work } of batch) {
		if (!alone) points.exec('savepoint one');
		try {
			outcomes.push({ ok: true, value: await work(trx) });
		} catch (error) {
			// On a full disk SQLite has taken back everything, the others' writes too.
			if (alone || !points.inTransaction) throw error;
			points.exec('rollback to one');
			outcomes.push({ ok: false, error });
		}
		if (!alone) points.exec('release one');
	}
	return outcomes;
}
