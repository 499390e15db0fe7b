/** Everything pauses, for everybody whom this phone can reach: a meeting that is on, or the people round it. */
export interface GuideStop {
	readonly stopped: boolean;
	stop(): void;
	goOn(): void;
}

/** Who is here, for names in place of numbers. */
export interface GuidePerson {
	handle: string;
	name: string;
}
