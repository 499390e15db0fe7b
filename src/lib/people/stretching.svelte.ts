import type { Progress } from '#lib/crypto/account.ts';

type Refused = { ok: false; reason: string };

/** The slow part of a form: her words are stretched, once at a time. Whatever happens on the way, the form is hers again. */
export class Stretching {
	/** 0 to 1 while it works. */
	fraction = $state<number>();

	get busy(): boolean {
		return this.fraction !== undefined;
	}

	/** What throws (the Worker did not load, or the page locked) is a refusal like any other: `went-wrong`. */
	async run<T extends { ok: true } | Refused>(
		work: (progress: Progress) => Promise<T>
	): Promise<T | { ok: false; reason: 'went-wrong'; wait?: undefined }> {
		this.fraction = 0;
		try {
			return await work((value) => (this.fraction = value));
		} catch (error) {
			if (!(error instanceof Error && error.message === 'locked')) console.error(error);
			return { ok: false, reason: 'went-wrong' };
		} finally {
			this.fraction = undefined;
		}
	}
}
