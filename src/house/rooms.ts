// The one array: rooms from the ground up. What stands lower knows nothing of what stands higher, so that no two
// rooms can ever need each other. docs/architecture.md shows the same as a table.

export interface Room {
	/** Folder in src/lib. */
	name: string;
	/** Only these, instead of every room below. */
	only?: readonly string[];
	/** Stands on top of the house: it may also use `src/server`, which puts everything together. */
	top?: boolean;
}

export const rooms: readonly Room[] = [
	{ name: 'knot', only: [] },
	{ name: 'crypto', only: [] },
	{ name: 'words', only: [] },
	{ name: 'ui', only: ['words'] },
	{ name: 'platform', only: ['crypto', 'words'] },
	{ name: 'help' },
	{ name: 'events' },
	{ name: 'people' },
	{ name: 'groups' },
	{ name: 'venues' },
	{ name: 'activities' },
	{ name: 'risks' },
	{ name: 'sessions' },
	{ name: 'training' },
	{ name: 'expenses' },
	{ name: 'concerns' },
	{ name: 'messages' },
	{ name: 'notifications' },
	{ name: 'practice', top: true }
];

export const isOnTop = (name: string) => rooms.some((room) => room.name === name && room.top);

/** Whether something in one room may import from another. Unknown rooms may nothing. */
export function mayImport(from: string, to: string): boolean {
	if (from === to) return true;
	const at = rooms.findIndex((room) => room.name === from);
	const below = rooms.findIndex((room) => room.name === to);
	if (at < 0 || below < 0) return false;
	return rooms[at]?.only ? rooms[at].only.includes(to) : below < at;
}
