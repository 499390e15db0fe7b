declare module '#lib/platform/server/db.ts' {
	interface Tables {
		venue: VenueTable;
		venue_opening: VenueOpeningTable;
	}
}

/** All the server knows of a place is that it exists. */
export interface VenueTable {
	id: string;
	group_id: string;
	retired_day: string | null;
}
export interface VenueOpeningTable {
	id: string;
	venue_id: string;
	handle: string;
	/** The day and not the hour: enough to see who has the address. */
	day: string;
}
