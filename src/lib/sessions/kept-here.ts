// The doors stand before everything else is fetched. Whether this browser keeps a card is asked there without the code
// that reads it: [Note: kept for today] in `kept.ts`.

export const KEY = 'kept';

/** The browser's localStorage, or a stand-in in tests. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** This browser's own. Nothing else of hers is ever put there. */
export const deviceStore = (): Store => localStorage;

export const forget = (store: Store): void => store.removeItem(KEY);

/** Whether there is something for today. Looking deletes what was kept for another day. */
export async function lookHere(store: Store = deviceStore()): Promise<boolean> {
	if (store.getItem(KEY) === null) return false;
	const { deviceDay, look } = await import('./kept.ts');
	return look(store, deviceDay()) !== undefined;
}
