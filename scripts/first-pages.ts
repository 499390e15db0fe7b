import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Manifest, Plugin, Rolldown } from 'vite';
import { FIRST } from './chunks.ts';

type Chunk = Rolldown.OutputChunk;

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

/** No page asks for anything while it is loaded, and nobody's `fetch` is to be replaced by one that looks for that. */
const FETCHER = '\0rowan-fetcher';
const NO_FETCHER = `
const none = () => { throw new Error('not used here'); };
export { none as dev_fetch, none as initial_fetch, none as subsequent_fetch };
export const lock_fetch = () => undefined;
export const unlock_fetch = () => undefined;`;

/**
 * Parts of Svelte that nothing here uses. Their private fields, made into what old phones know, look to the bundler as if
 * they did something by themselves.
 */
const UNUSED =
	/\/svelte\/src\/(legacy\/legacy-client|reactivity\/(date|url|url-search-params|media-query|reactive-value)|internal\/client\/dom\/elements\/(custom-element|bindings\/size))\.js$/;

/** What the bundler itself brings, and the name under which the first file gives it to the others. */
const RUNTIME = '\0rolldown/runtime.js';
const SHARED = '$shared';

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
	let runtimeFile = '';
	return {
		name: 'rowan-first-pages',
		enforce: 'pre',
		applyToEnvironment: (environment) => environment.name === 'client',
		apply: 'build',
		resolveId(id, importer) {
			if (id === './fetcher.js' && importer?.endsWith(CLIENT)) return FETCHER;
			return id === 'devalue' ? DEVALUE : id === REST ? REST : undefined;
		},
		load: (id) => ({ [DEVALUE]: PLAIN, [FETCHER]: NO_FETCHER, [REST]: rest })[id],
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
				const runtime = chunks.find(({ moduleIds: [id], moduleIds }) => moduleIds.length === 1 && id === RUNTIME);
				if (first && runtime) intoFirst(first, runtime, chunks);
				runtimeFile = runtime?.fileName ?? '';
				Reflect.deleteProperty(bundle, runtimeFile);
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
			const gone = Object.keys(manifest).find((name) => manifest[name]?.file === runtimeFile) ?? '';
			Reflect.deleteProperty(manifest, gone);
			for (const chunk of Object.values(manifest)) chunk.imports = chunk.imports?.filter((one) => one !== gone) ?? [];
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

/** Every file of the app takes the bundler's own few lines from the first one: alone they would weigh less than their headers. */
function intoFirst(first: Chunk, runtime: Chunk, chunks: readonly Chunk[]): void {
	const [file = ''] = runtime.fileName.split('/').slice(-1);
	const [firstFile = ''] = first.fileName.split('/').slice(-1);
	const taken = new RegExp(`import\\{([\\w$]+) as ([\\w$]+)\\}from"([^"]*)${file}";`);
	const local = taken.exec(first.code);
	const [, lines = '', name = ''] = /^([^]*)export\{([\w$]+)(?: as [\w$]+)?\};?\s*$/.exec(runtime.code) ?? [];
	if (!local || !name) throw new Error('The bundler gives its own lines away in another way now');
	first.code = first.code
		.replace(taken, () => `var ${local[2]}=(()=>{${lines}return ${name}})();`)
		.replace(NAMES, (_, given: string) => `export{${given},${local[2]} as ${SHARED}};`);
	for (const chunk of chunks)
		chunk.code = chunk.code
			.replace(taken, (_, __, as: string, folder: string) => `import{${SHARED} as ${as}}from"${folder}${firstFile}";`)
			.replaceAll(`/${file}`, `/${firstFile}`);
}

const NAMES = /export\{([^{}]*)\};?\s*$/;

/** The first file, also under the names by which an entry gives away what lies in it; nothing where it does more. */
function withNames(first: string, entry: string): string | undefined {
	const wanted = /^export\{([^{}]*)\}from"[^"]*";?\s*$/.exec(entry)?.[1];
	const given = NAMES.exec(first)?.[1];
	if (!wanted || !given) return undefined;
	const pairs = (list: string) => list.split(',').map((one) => one.split(' as '));
	const own = new Map(pairs(given).map(([local = '', name = local]) => [name, local]));
	const more = pairs(wanted).map(([from = '', name = from]) => [own.get(from), name]);
	if (more.some(([local]) => !local)) return undefined;
	const names = `${given},${more.map((pair) => pair.join(' as ')).join()}`;
	return first.replace(NAMES, () => `export{${names}};`); // names may begin with a dollar
}
