declare global {
	namespace App {
		interface Locals {
			/** The install is in practice mode, and every page says so. */
			practice: boolean;
		}

		interface Platform {
			/** The node request; the wrapper server puts `rowan` on it, plain Kit has none. */
			req: { rowan?: { practice: boolean; api: (request: Request) => Promise<Response> } };
		}
	}
}

export {};
