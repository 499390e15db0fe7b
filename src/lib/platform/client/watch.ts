/** What the page notices about whoever is, or is not, in front of it. */
export interface Watched {
	/** Nobody has touched anything for `idleMinutes`. */
	idle(): void;
	/** Out of sight: cover at once. */
	hidden(): void;
	seen(): void;
	/** Out of sight for longer than a glance at another app. */
	away(): void;
	/** Whole minutes until `idle`. Said when the number changes, so that nothing ticks on the screen. */
	minutesLeft(minutes: number): void;
	/** Exit was pressed, or the page goes: everything is to be forgotten now. */
	leave(): void;
	network(online: boolean): void;
}

const AWAY_MS = 45_000;
const LOOK_MS = 5_000;
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchmove', 'input'] as const;

/** Starts to watch. Answers how to say how many minutes idle takes, and how to stop. */
export function watch(watched: Watched, idleMinutes: () => number | undefined) {
	let touched = Date.now();
	let hiddenAt = 0;
	let said = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const stop = new AbortController();
	const on = { signal: stop.signal, passive: true, capture: true } as const;

	// Clocks are compared, not counted: timers stand still while a phone sleeps.
	function look(): void {
		const minutes = idleMinutes();
		if (hiddenAt && Date.now() - hiddenAt >= AWAY_MS) watched.away();
		if (minutes === undefined) return;
		const left = Math.ceil((touched + minutes * 60_000 - Date.now()) / 60_000);
		if (left <= 0) watched.idle();
		else if (left !== said) watched.minutesLeft((said = left));
	}
	function touch(): void {
		look(); // what was overdue happens before the touch counts
		touched = Date.now();
		look();
	}
	function visibility(): void {
		clearTimeout(timer);
		if (document.visibilityState === 'hidden') {
			hiddenAt = Date.now();
			watched.hidden();
			timer = setTimeout(look, AWAY_MS);
			return;
		}
		look();
		hiddenAt = 0;
		watched.seen();
	}

	const every = setInterval(look, LOOK_MS);
	for (const kind of TOUCHES) addEventListener(kind, touch, on);
	document.addEventListener('visibilitychange', visibility, on);
	addEventListener('rowan:exit', () => watched.leave(), on);
	addEventListener('pagehide', () => watched.leave(), on);
	addEventListener('online', () => watched.network(true), on);
	addEventListener('offline', () => watched.network(false), on);
	return {
		/** Starts the minutes anew: she has just unlocked, or chosen another time. */
		restart(): void {
			touched = Date.now();
			said = 0;
			look();
		},
		stop(): void {
			stop.abort();
			clearInterval(every);
			clearTimeout(timer);
		}
	};
}
