import { SIZE, type Spot } from './drawing.ts';

/** Which part of the picture is shown: its corner and its side. Nearer than a third, bands are only bands. */
export interface View {
	x: number;
	y: number;
	side: number;
}

export const whole: View = { x: 0, y: 0, side: SIZE };
const NEAREST = SIZE / 3;

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
const kept = ({ x, y, side }: View): View => ({
	x: within(x, 0, SIZE - side),
	y: within(y, 0, SIZE - side),
	side
});

/** Nearer (`by` above 1) or farther; what is at `still` stays where it is. */
export function zoom(view: View, by: number, still: Spot): View {
	const side = within(view.side / by, NEAREST, SIZE);
	const share = side / view.side;
	return kept({ x: still.x - (still.x - view.x) * share, y: still.y - (still.y - view.y) * share, side });
}

export const pan = (view: View, by: Spot): View => kept({ ...view, x: view.x - by.x, y: view.y - by.y });

/** A point of the window as a point of the picture. */
export function spotAt(view: View, box: DOMRect, at: { clientX: number; clientY: number }): Spot {
	const scale = view.side / box.width;
	return { x: view.x + (at.clientX - box.left) * scale, y: view.y + (at.clientY - box.top) * scale };
}
