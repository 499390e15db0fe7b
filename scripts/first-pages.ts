import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Manifest, Plugin } from 'vite';
import { FIRST } from './chunks.ts';

/** Kit's list of pages, each a file that is asked for by itself, and of the addresses that lead to them. */
const LIST = '/client-optimized/app.js';
const PAGE = /\(\) => import\('(\.\/nodes\/\d+)'\)/g;
const PUBLIC = /^\s*"\/\(public\)[^"]*": .*\n/gm;
const CLIENT = '/kit/src/runtime/client/client.js';
/** It loads the rest of Kit, which Kit looks up in the same list. */
const START = '/kit/src/runtime/client/entry.js';
const SERVER_LOADS = '__SVELTEKIT_HAS_SERVER_LOAD__';

const DEVALUE = '\0rowan-devalue';
/** What a page keeps beside an address is plain (`steps.svelte.ts`). The rest was for what servers send to Kit's pages. */
const PLAIN = `
const none = () => { throw new Error('not used here'); };
export { none as uneval, none as unflatten, none as stringifyAsync };
export const stringify = (value) => JSON.stringify(value);
export const parse = (text) => JSON.parse(text);`;

/**
 * The signed-in app takes nothing from Kit's own server, so the code for that stays at home; and whatever lies in the
 * first file is taken from it, not by way of a file of its own that says so: each would cost a kilobyte of headers, and
 * all of them one round trip before anything is shown. A public page is another document, and so a load.
 */
export function firstPages(): Plugin {
	return {
		name: 'rowan-first-pages',
		enforce: 'pre',
		applyToEnvironment: (environment) => environment.name === 'client',
		apply: 'build',
		resolveId: (id) => (id === 'devalue' ? DEVALUE : undefined),
		load: (id) => (id === DEVALUE ? PLAIN : undefined),
		transform(code, id) {
			if (id.endsWith(CLIENT)) return code.replaceAll(SERVER_LOADS, 'false');
			if (!id.endsWith(LIST)) return undefined;
			const first: string[] = [];
			const pages = code.replace(PUBLIC, '').replace(PAGE, (whole, file: string) => {
				const page = readFileSync(join(dirname(id), `${file}.js`), 'utf8');
				if (!FIRST.some((root) => root.test(/component } from "[./]*(\/src\/[^"]+)"/.exec(page)?.[1] ?? '')))
					return whole;
				return `() => Promise.resolve(first${first.push(file) - 1})`;
			});
			if (first.length === 0 || /\(public\)/.test(pages)) this.error('Kit lists its pages in another way now');
			return first.map((file, at) => `import * as first${at} from '${file}';`).join('\n') + pages;
		},
		/**
		 * Kit reads here which style sheets a rendered page wants. What is only loaded later counts as somebody else's, and
		 * the first file leads to everything: a public page would go without what it shares with the app.
		 */
		writeBundle({ dir = '' }) {
			const path = join(dir, '.vite/manifest.json');
			const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
			for (const [name, chunk] of Object.entries(manifest)) if (!name.endsWith(START)) delete chunk.dynamicImports;
			writeFileSync(path, JSON.stringify(manifest));
		}
	};
}
