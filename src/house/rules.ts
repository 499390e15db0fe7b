import { posix } from 'node:path';
import ts from 'typescript';
import { isOnTop, mayImport } from './rooms.ts';

// The house's rules as functions of a path and its text. Each answers what is wrong, in words; nothing: all is well.

export interface Source {
	/** From the top of the repository, with forward slashes. */
	path: string;
	text: string;
}

const LONGEST = 250;
const LONGEST_SVELTE = 150;
/** Longer files that were looked at and found better whole, for now: path and reason. Meant to shrink. */
export const longerFiles: Readonly<Record<string, string>> = {
	'db/migrations/0001_start.ts': 'the whole store on one page; later ones are short',
	'src/lib/practice/example.ts': 'the words of the example group: content, no logic',
	'src/lib/platform/client/app.svelte.ts': 'one object with one state; its parts lie beside it already',
	'src/lib/groups/client/members.test.ts': 'cases round one group that takes long to make',
	'src/lib/groups/client/facilitating.test.ts': 'cases round one group that takes long to make',
	'src/lib/sessions/live.test.ts': 'one table of cases for one reducer',
	'src/lib/sessions/client/live.test.ts': 'one evening on four phones, told in order',
	'src/lib/sessions/server/live.test.ts': 'cases round one running session'
};
const isCode = (path: string) => /\.(ts|js|mjs|svelte)$/.test(path);
const isTest = (path: string) => /\.test\.ts$/.test(path) || path.startsWith('e2e/') || path.startsWith('bench/');
/** The tools' own configuration, which they want as a default export; and what a runner loads. */
const mayDefault = (path: string) =>
	/^[\w.-]+\.config\.[jt]s$/.test(path) || /^scripts\/(postgres|shared-folder)\.mjs$/.test(path);

/** Every rule looks at every file; it is parsed once. */
const parsed = new WeakMap<Source, ts.SourceFile[]>();

/** The scripts of a file as TypeScript sees them: the file itself, or the script elements of a component. */
function parse(source: Source): ts.SourceFile[] {
	const before = parsed.get(source);
	if (before) return before;
	const { path, text } = source;
	const parts = path.endsWith('.svelte')
		? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '')
		: [text];
	const files = parts.map((part) => ts.createSourceFile(path, part, ts.ScriptTarget.Latest, true));
	parsed.set(source, files);
	return files;
}

function walk(node: ts.Node, see: (node: ts.Node) => void): void {
	see(node);
	ts.forEachChild(node, (child) => walk(child, see));
}

/** Everything a file imports, exports from, or loads later. */
export function importsOf(source: Source): string[] {
	const found: string[] = [];
	for (const file of parse(source)) {
		walk(file, (node) => {
			if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
				found.push((node.moduleSpecifier as ts.StringLiteral).text);
			} else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
				const [what] = node.arguments;
				if (what && ts.isStringLiteralLike(what)) found.push(what.text);
			} else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
				found.push((node.argument.literal as ts.StringLiteral).text);
			}
		});
	}
	return found;
}

/** Where an import of ours leads, from the top of the repository; undefined: a package. */
export function leadsTo(from: string, specifier: string): string | undefined {
	if (specifier.startsWith('#lib/')) return `src/lib/${specifier.slice('#lib/'.length)}`;
	return specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from), specifier)) : undefined;
}

const roomOf = (path: string) => /^src\/lib\/([^/]+)\//.exec(path)?.[1];

/** An import against the order of the rooms, or out of the house altogether. Tests may look wherever they must. */
export function wrongImports(source: Source): string[] {
	const { path } = source;
	if (!isCode(path) || isTest(path)) return [];
	const room = roomOf(path);
	const migration = path.startsWith('db/migrations/');
	return importsOf(source).flatMap((specifier) => {
		const target = leadsTo(path, specifier);
		if (migration && specifier !== 'kysely')
			return [`${path} is a migration and imports ${specifier}, not only kysely`];
		if (!room || !target) return [];
		const other = roomOf(target);
		if (target.startsWith('db/') || (isOnTop(room) && target.startsWith('src/server/'))) return [];
		if (!other) return [`${path} imports ${target}, which stands above all rooms`];
		return mayImport(room, other) ? [] : [`${path} imports ${target}: ${room} may not know ${other}`];
	});
}

/** age is spoken to in one place, so that there is one place to check. */
export function ageElsewhere(source: Source): string[] {
	if (!isCode(source.path) || source.path === 'src/lib/crypto/age.ts' || isTest(source.path)) return [];
	const uses = importsOf(source).some((specifier) => /^age-encryption(\/|$)/.test(specifier));
	return uses ? [`${source.path} imports age-encryption; only src/lib/crypto/age.ts may`] : [];
}

export function defaultExports(source: Source): string[] {
	if (!isCode(source.path) || mayDefault(source.path)) return [];
	let found = false;
	for (const file of parse(source)) {
		walk(file, (node) => {
			if (ts.isExportAssignment(node)) found = true;
			if (ts.isExportSpecifier(node) && node.name.text === 'default') found = true;
			const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
			if (modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword)) found = true;
		});
	}
	return found ? [`${source.path} has a default export; give it its name`] : [];
}

export function anyTypes(source: Source): string[] {
	if (!/\.(ts|svelte)$/.test(source.path)) return [];
	let found = false;
	for (const file of parse(source)) walk(file, (node) => (found ||= node.kind === ts.SyntaxKind.AnyKeyword));
	return found ? [`${source.path} uses the type any`] : [];
}

const VAGUE = ['utils', 'util', 'helpers', 'helper', 'services', 'types', 'stores', 'common', 'misc'];

/** A folder is named after what it is about; these names are about nothing. */
export function vagueFolders({ path }: Source): string[] {
	const folder = path
		.split('/')
		.slice(0, -1)
		.find((part) => VAGUE.includes(part));
	return folder ? [`${path} lies in a folder called ${folder}`] : [];
}

export function tooLong({ path, text }: Source, allowed: Readonly<Record<string, string>> = longerFiles): string[] {
	if (!isCode(path) && !path.endsWith('.css')) return [];
	const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
	const most = path.endsWith('.svelte') ? LONGEST_SVELTE : LONGEST;
	return lines > most && !(path in allowed) ? [`${path} has ${lines} lines; ${most} is the most`] : [];
}

/** The lockfile names packages by version and hash; where to download them from is for each machine to know. */
export function downloadAddresses({ path, text }: Source): string[] {
	return path === 'package-lock.json' && /"resolved"\s*:/.test(text) ? [`${path} records download addresses`] : [];
}

/** @param places absolute folders of this machine, without a slash at the end */
export function machinePaths({ path, text }: Source, places: readonly string[]): string[] {
	const found = places.filter((place) => place.length > 1 && text.includes(`${place}/`));
	const homes = /\/(?:home|Users)\/[a-z][\w.-]*\//.exec(text)?.[0];
	return [...found, ...(homes ? [homes] : [])].map((place) => `${path} holds a path of a machine: ${place}`);
}
