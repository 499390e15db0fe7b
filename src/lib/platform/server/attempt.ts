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

/** A write that may be refused half-way: a `Refusal` from `work` undoes all of it and is the answer. */
export async function attempt<T>(ctx: Context, work: (trx: Trx) => Promise<T>): Promise<T | Refusal> {
	try {
		return await ctx.write(async (trx) => {
			const result = await work(trx);
			if (result instanceof Refusal) throw new Undo(result);
			return result;
		});
	} catch (error) {
		if (error instanceof Undo) return error.refusal;
		throw error;
	}
}
