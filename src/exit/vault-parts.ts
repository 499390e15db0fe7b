import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const NAME = 'virtual:vault-parts';
const FOLDER = '_app/immutable/workers/chunks';

/**
 * `virtual:vault-parts`, for the service worker: the files that the Vault's Worker loads when they are needed. Kit's own
 * list leaves them out, and a card kept for today must open where there is no network to fetch them from.
 */
export function vaultParts(): Plugin {
	return {
		name: 'rowan-vault-parts',
		applyToEnvironment: (environment) => environment.name === 'serviceWorker',
		resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
		load(id) {
			if (id !== `\0${NAME}`) return undefined;
			// The service worker is built last, into the folder where the client's files lie already.
			const names = readdirSync(join(this.environment.config.build.outDir, FOLDER)).filter((name) =>
				name.endsWith('.js')
			);
			if (names.length === 0) this.error(`no parts of the Worker in ${FOLDER}`);
			return `export const parts = ${JSON.stringify(names.sort().map((name) => `/${FOLDER}/${name}`))};`;
		}
	};
}
