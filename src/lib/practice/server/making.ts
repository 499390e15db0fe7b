import type { House } from '../../../server/install.ts';
import type { FirstRun, Step } from '../practice.ts';
import { seed } from '../seed.ts';

type Making = Pick<FirstRun, 'making' | 'failed'>;

const IDLE: Making = { making: null, failed: false };
/** By house: the operator's page asks again and again, of whichever install answers. */
const making = new WeakMap<House, Making>();

export const makingOf = (house: House | undefined): Making => (house && making.get(house)) ?? IDLE;

/** Makes the example group and lets it answer. A second call while one is under way changes nothing. */
export function startMaking(house: House): void {
	if (makingOf(house).making) return;
	making.set(house, { making: 'people', failed: false });
	const say = (step: Step) => making.set(house, { making: step, failed: false });
	house
		.startPractice((running, clock) => seed(running, clock, { say }))
		.then(() => making.set(house, IDLE))
		.catch((error: unknown) => {
			making.set(house, { making: null, failed: true });
			console.error(error); // nothing in it was ever anybody's
		});
}
