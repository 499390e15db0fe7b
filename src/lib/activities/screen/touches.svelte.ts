import type { Person } from '#lib/knot/hand.ts';
import { type Spot } from './drawing.ts';
import { pan, spotAt, whole, zoom, type View } from './view-box.ts';

/** So far a finger may slip and still be a touch. */
const SLIP = 8;

interface Told {
	/** The figure at a spot, as near as a finger needs it. */
	figureAt: (spot: Spot) => Person | undefined;
	ontouch: (person: Person) => void;
	/** A figure was let go at a spot. */
	ondrop: (person: Person, at: Spot) => void;
}

/** Fingers on the picture: one on a figure touches or drags her, two bring the picture nearer, one beside moves it. */
export class Touches {
	view = $state.raw<View>(whole);
	/** Who is being dragged, and where she is. */
	dragged = $state.raw<{ person: Person; at: Spot }>();
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on the page shows it
	#fingers = new Map<number, Spot>();
	#held: { person: Person | undefined; from: Spot; moved: boolean } | undefined;
	#told: Told;

	constructor(told: Told) {
		this.#told = told;
	}

	#spot = (event: PointerEvent) => {
		const svg = event.currentTarget as SVGElement;
		return spotAt(this.view, svg.getBoundingClientRect(), event);
	};

	down = (event: PointerEvent): void => {
		const at = this.#spot(event);
		(event.currentTarget as SVGElement).setPointerCapture(event.pointerId);
		this.#fingers.set(event.pointerId, at);
		const first = this.#fingers.size === 1;
		this.#held = first ? { person: this.#told.figureAt(at), from: at, moved: false } : undefined;
		if (!first) this.dragged = undefined;
	};

	move = (event: PointerEvent): void => {
		const before = this.#fingers.get(event.pointerId);
		if (!before) return;
		const at = this.#spot(event);
		const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
		if (other) return this.#pinch(event, { before, at, other });
		const held = this.#held;
		if (!held) return;
		held.moved ||= Math.hypot(at.x - held.from.x, at.y - held.from.y) > SLIP;
		if (!held.moved) return;
		if (held.person !== undefined) this.dragged = { person: held.person, at };
		else this.view = pan(this.view, { x: at.x - before.x, y: at.y - before.y });
		this.#fingers.set(event.pointerId, this.#spot(event));
	};

	#pinch(event: PointerEvent, { before, at, other }: { before: Spot; at: Spot; other: Spot }): void {
		const apart = (spot: Spot) => Math.max(1, Math.hypot(spot.x - other.x, spot.y - other.y));
		this.view = zoom(this.view, apart(at) / apart(before), other);
		this.#fingers.set(event.pointerId, this.#spot(event));
	}

	up = (event: PointerEvent): void => {
		const at = this.#spot(event);
		const held = this.#held;
		this.cancel(event);
		if (held?.person === undefined) return;
		if (held.moved) this.#told.ondrop(held.person, at);
		else this.#told.ontouch(held.person);
	};

	cancel = (event: PointerEvent): void => {
		this.#fingers.delete(event.pointerId);
		this.#held = undefined;
		this.dragged = undefined;
	};

	closer = (): void => {
		const { x, y, side } = this.view;
		this.view = zoom(this.view, 1.5, { x: x + side / 2, y: y + side / 2 });
	};
	all = (): void => void (this.view = whole);
}
