import { canary } from './search.ts';

/** Hands out canaries, and remembers where each went. */
export class Cage {
	readonly all: string[] = [];
	readonly fields: string[] = [];

	in(field: string): string {
		const text = canary(this.all.length);
		this.all.push(text);
		this.fields.push(field);
		return text;
	}
}
