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
 * Parts of Svelte that nothing here uses. Their private fields, made into what old phones know, look to the bundler as if
 * they did something by themselves.
 */
const UNUSED =
	/\/svelte\/src\/(legacy\/legacy-client|reactivity\/(date|url|url-search-params|media-query|reactive-value)|internal\/client\/dom\/elements\/(custom-element|bindings\/size))\.js$/;

/** Where every other page's files are. Their names, no two alike, would weigh more than the first pages themselves. */
const REST = '\0rowan-rest';
/** What the page calls when it has the first file: so that its two entries need no files of their own. */
const ENTRIES = [START, LIST];
const AWAITED = "import('./client-entry.js')";

/**
 * The signed-in app takes nothing from Kit's own server, so the code for that stays at home; and whatever lies in the
 * first file is taken from it, not by way of a file of its own that says so: each would cost a kilobyte of headers, and
 * all of them one round trip before anything is shown. A public page is another document, and so a load.
 */
export function firstPages(): Plugin {
	let rest = '';
	return {
		name: 'rowan-first-pages',
		enforce: 'pre',
		applyToEnvironment: (environment) => environment.name === 'client',
		apply: 'build',
		resolveId: (id) => (id === 'devalue' ? DEVALUE : id === REST ? REST : undefined),
		load: (id) => (id === DEVALUE ? PLAIN : id === REST ? rest : undefined),
		transform(code, id) {
			if (UNUSED.test(id)) return { code, moduleSideEffects: false };
			if (id.endsWith(CLIENT)) return code.replaceAll(SERVER_LOADS, 'false');
			if (id.endsWith(START)) {
				if (!code.includes(AWAITED)) this.error('Kit starts in another way now');
				return `import * as client from './client-entry.js';${code.replace(/let client;/, '').replace(/client \?\?= import.*$/m, '')}`;
			}
			if (!id.endsWith(LIST)) return undefined;
			const { pages, later } = split(code, dirname(id));
			if (!later || /\(public\)/.test(pages)) this.error('Kit lists its pages in another way now');
			rest = later;
			return pages;
		},
		generateBundle: {
			order: 'post', // the manifest has been made, with the entries in it
			handler(_, bundle) {
				const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
				const first = chunks.find(({ name }) => name === 'first');
				for (const entry of chunks.filter(({ facadeModuleId: id }) => ENTRIES.some((end) => id?.endsWith(end)))) {
					if (!first) this.error('There is no first file');
					first.code = withNames(first.code, entry.code) ?? this.error(`${entry.fileName} holds more than names`);
					Reflect.deleteProperty(bundle, entry.fileName);
				}
			}
		},
		/**
		 * Kit reads here which files the shell wants, and which style sheets a rendered page. What is only loaded later
		 * counts as somebody else's, and the first file leads to everything: a public page would go without what it shares
		 * with the app.
		 */
		writeBundle({ dir = '' }) {
			const path = join(dir, '.vite/manifest.json');
			const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
			const first = Object.values(manifest).find(({ name }) => name === 'first');
			for (const [name, chunk] of Object.entries(manifest)) {
				delete chunk.dynamicImports;
				if (first && ENTRIES.some((end) => name.endsWith(end)))
					Object.assign(chunk, { ...first, dynamicImports: [name] });
			}
			writeFileSync(path, JSON.stringify(manifest));
		}
	};
}

/** Kit's list with the first pages in it, and the rest of it as a module of its own. */
function split(code: string, folder: string): { pages: string; later: string } {
	const first: string[] = [];
	const later: string[] = [];
	const pages = code.replace(PUBLIC, '').replace(PAGE, (_, file: string) => {
		const path = join(folder, `${file}.js`);
		const component = /component } from "[./]*(\/src\/[^"]+)"/.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
		if (FIRST.some((root) => root.test(component))) return `() => Promise.resolve(first${first.push(file) - 1})`;
		return `() => rest(${later.push(`() => import(${JSON.stringify(path)})`) - 1})`;
	});
	const imports = first.map((file, at) => `import * as first${at} from '${file}';`).join('\n');
	const rest = `const rest = (at) => import(${JSON.stringify(REST)}).then(({ pages }) => pages[at]());`;
	return {
		pages: `${imports}\n${rest}\n${pages}`,
		later: first.length > 0 ? `export const pages = [${later.join()}];` : ''
	};
}

const NAMES = /export\{([^{}]*)\};?\s*$/;

/** The first file, also under the names by which an entry gives away what lies in it; nothing where it does more. */
function withNames(first: string, entry: string): string | undefined {
	const wanted = /^export\{([^{}]*)\}from"[^"]*";?\s*$/.exec(entry)?.[1];
	const given = NAMES.exec(first)?.[1];
	if (!wanted || !given) return undefined;
	const pairs = (list: string) => list.split(',').map((one) => one.split(' as '));
	const own = new Map(pairs(given).map(([local = '', name = local]) => [name, local]));
	const more = pairs(wanted).map(([from = '', name = from]) => `${own.get(from)} as ${name}`);
	return first.replace(NAMES, `export{${given},${more.join()}};`);
}
