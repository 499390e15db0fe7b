import type { Progress } from '#lib/crypto/account.ts';

type Refused = { ok: false; reason: string };
type Broken = { ok: false; reason: 'not-loaded' | 'went-wrong'; wait?: undefined };

/** The slow part of a form: her words are stretched. Whatever happens on the way, the form is hers again. Ask `busy` first. */
export class Stretching {
	/** 0 to 1 while it works. */
	fraction = $state<number>();

	get busy(): boolean {
		return this.fraction !== undefined;
	}

	/** What throws is a refusal like any other: `not-loaded` where the Worker did not come, else `went-wrong`. */
	async run<T extends { ok: true } | Refused>(work: (progress: Progress) => Promise<T>): Promise<T | Broken> {
		this.fraction = 0;
		try {
			return await work((value) => (this.fraction = value));
		} catch (error) {
			const message = error instanceof Error ? error.message : '';
			if (message !== 'locked') console.error(error);
			return { ok: false, reason: message === 'worker' ? 'not-loaded' : 'went-wrong' };
		} finally {
			this.fraction = undefined;
		}
	}
}
