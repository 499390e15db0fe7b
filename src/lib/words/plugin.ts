import { fileURLToPath } from 'node:url';
import { normalizePath, type Plugin } from 'vite';
import { en, type Key } from './catalogue.ts';
import { compile } from './compile.ts';

const OWN = 'virtual:words/';
/** As Vite names files, on every system. */
const here = (name: string) => normalizePath(fileURLToPath(new URL(name, import.meta.url)));
const files = { catalogue: here('catalogue.ts'), compile: here('compile.ts') };
const keys = Object.keys(en) as Key[];
const known = new Set<string>(keys);

/** The keys that a source names: each written out, or as a template that they fit. A test holds the sources to that. */
export function keysIn(source: string): Key[] {
	const literal = [...source.matchAll(/(['"`])([a-z][\w.-]*)\1/g)].map((match) => match[2]);
	const templates = [...source.matchAll(/`([a-z]+\.[^`\s]*\$\{[^`]*)`/g)].map((match) => {
		const parts = (match[1] ?? '').split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
		return new RegExp(`^${parts.join('.+')}$`);
	});
	const fitting = keys.filter((key) => templates.some((template) => template.test(key)));
	return [...new Set([...literal.filter((key): key is Key => known.has(key ?? '')), ...fitting])];
}

/**
 * For the browser each message is compiled, and becomes a module that whoever names its key imports: a page brings its
 * own words and no others, and no parser.
 */
export function wordsApart(): Plugin {
	return {
		name: 'rowan-words',
		enforce: 'post',
		applyToEnvironment: (environment) => environment.name === 'client',
		resolveId: (id) => (id.startsWith(OWN) ? `\0${id}` : undefined),
		load(id) {
			if (id === files.catalogue) return 'export const en = {};';
			if (id === files.compile) return 'export const compile = (message) => message;';
			if (!id.startsWith(`\0${OWN}`)) return undefined;
			const key = id.slice(OWN.length + 1) as Key;
			const code = `import { en } from ${JSON.stringify(files.catalogue)};\nen[${JSON.stringify(key)}] = ${JSON.stringify(compile(en[key]))};`;
			return { code, moduleSideEffects: true };
		},
		transform(code, id) {
			if (!/\/src\/.*\.(ts|svelte)$/.test(id) || id.includes('/lib/words/')) return undefined;
			const imports = keysIn(code).map((key) => `import ${JSON.stringify(OWN + key)};`);
			return imports.length > 0 ? { code: `${imports.join('')}${code}`, map: null } : undefined;
		}
	};
}
