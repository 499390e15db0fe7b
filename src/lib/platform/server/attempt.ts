import type { Context } from './context.ts';
import type { Trx } from './db.ts';
import { Refusal } from './route.ts';

class Undo extends Error {
	readonly refusal: Refusal;
	constructor(refusal: Refusal) {
		super(refusal.reason);
		this.refusal = refusal;
	}
}

/**
 * A write that may be refused half-way: a `Refusal` from `work` undoes all of it and is the answer.
 * @param anyway also on a nearly full disk: for what ends somebody's reading, and for erasing
 */
export async function attempt<T>(
	ctx: Context,
	work: (trx: Trx) => Promise<T>,
	{ anyway = false } = {}
): Promise<T | Refusal> {
	const judged = async (trx: Trx) => {
		const result = await work(trx);
		if (result instanceof Refusal) throw new Undo(result);
		return result;
	};
	try {
		return await (anyway ? ctx.writeAnyway(judged) : ctx.write(judged));
	} catch (error) {
		if (error instanceof Undo) return error.refusal;
		throw error;
	}
}
