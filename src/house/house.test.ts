import { readdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { mayImport, rooms } from './rooms.ts';
import * as rules from './rules.ts';
import type { Source } from './rules.ts';

const top = join(import.meta.dirname, '../..');
const PLACES = ['src', 'db', 'e2e', 'bench', 'bin', 'scripts', 'docs', '.ci', 'static'];
const TEXT = /\.(ts|js|mjs|svelte|css|html|json|md|svg|webmanifest)$|(^|\/)(rowan|run)$/;

function read(folder: string): Source[] {
	return readdirSync(join(top, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
		if (entry.isDirectory()) return folder === '.' ? [] : read(path);
		return TEXT.test(path) ? [{ path, text: readFileSync(join(top, path), 'utf8') }] : [];
	});
}
const present = readdirSync(top);
const sources = [...read('.'), ...PLACES.filter((place) => present.includes(place)).flatMap(read)];

/** Folders that may stand in a file by chance, because they are on every machine. */
const everywhere = ['/', '/home', '/srv', '/opt', '/usr', '/var', tmpdir()];
const places = [top, dirname(top), homedir()].filter((place) => !everywhere.includes(place));

const here = (path: string, text: string): Source => ({ path, text });
const long = (lines: number) => 'x;\n'.repeat(lines);

/** Each rule: what it says of this house, and that it speaks up when something is planted. */
const checks: { name: string; rule: (source: Source) => string[]; good: Source[]; planted: Source[] }[] = [
	{
		name: 'wrongImports',
		rule: rules.wrongImports,
		good: [
			here(
				'src/lib/groups/a.ts',
				"import { x } from '#lib/people/server/b.ts'; import { y } from './c.ts'; import 'kysely';"
			),
			here('src/routes/+page.svelte', "<script>import { x } from '#lib/groups/a.ts';</script>"),
			here('src/lib/practice/a.ts', "import { open } from '../../server/install.ts';"),
			here('src/lib/people/a.test.ts', "import { start } from '../../server/testing.ts';"),
			here('db/migrations/0001_a.ts', "import { sql } from 'kysely';")
		],
		planted: [
			here('src/lib/people/a.ts', "import { x } from '#lib/groups/b.ts';"),
			here('src/lib/people/a.ts', "import type { X } from '../groups/b.ts';"),
			here('src/lib/people/a.ts', "export * from '#lib/groups/b.ts';"),
			here('src/lib/people/a.ts', "const x = await import('#lib/groups/b.ts');"),
			here('src/lib/people/a.ts', "type X = import('#lib/groups/b.ts').X;"),
			here('src/lib/people/A.svelte', '<script lang="ts">\nimport B from \'#lib/groups/B.svelte\';\n</script>'),
			here('src/lib/crypto/a.ts', "import { t } from '#lib/words/t.ts';"),
			here('src/lib/ui/A.svelte', "<script>import { x } from '#lib/crypto/a.ts';</script>"),
			here('src/lib/people/a.ts', "import { x } from '../../server/install.ts';"),
			here('src/lib/nowhere/a.ts', "import { x } from '#lib/words/t.ts';"),
			here('db/migrations/0001_a.ts', "import { x } from '../../src/lib/words/t.ts';")
		]
	},
	{
		name: 'ageElsewhere',
		rule: rules.ageElsewhere,
		good: [here('src/lib/crypto/age.ts', "import { Encrypter } from 'age-encryption';")],
		planted: [
			here('src/lib/groups/a.ts', "import { Encrypter } from 'age-encryption';"),
			here('src/lib/groups/a.ts', "const age = await import('age-encryption');")
		]
	},
	{
		name: 'defaultExports',
		rule: rules.defaultExports,
		good: [here('vite.config.ts', 'export default {};'), here('src/a.ts', 'export const a = 1; // export default')],
		planted: [
			here('src/a.ts', 'export default 1;'),
			here('src/a.ts', 'export default function a() {}'),
			here('src/a.ts', 'const a = 1; export { a as default };')
		]
	},
	{
		name: 'anyTypes',
		rule: rules.anyTypes,
		good: [here('src/a.ts', "const a = ': any'; // any")],
		planted: [
			here('src/a.ts', 'const a: any = 1;'),
			here('src/a.ts', 'const a = 1 as any;'),
			here('src/A.svelte', '<script lang="ts">let a: Map<string, any>;</script>')
		]
	},
	{
		name: 'vagueFolders',
		rule: rules.vagueFolders,
		good: [here('src/lib/groups/utils.ts', '')],
		planted: [here('src/lib/utils/a.ts', ''), here('src/lib/groups/helpers/a.ts', '')]
	},
	{
		name: 'tooLong',
		rule: (source) => rules.tooLong(source),
		good: [here('src/a.ts', long(250)), here('src/A.svelte', long(150)), here('docs/a.md', long(900))],
		planted: [here('src/a.ts', long(251)), here('src/A.svelte', long(151))]
	},
	{
		name: 'downloadAddresses',
		rule: rules.downloadAddresses,
		good: [here('package-lock.json', '{ "integrity": "sha512-x" }')],
		planted: [here('package-lock.json', '{ "resolved": "https://x" }')]
	},
	{
		name: 'machinePaths',
		rule: (source) => rules.machinePaths(source, places),
		good: [here('docs/a.md', 'Rowan lies in /srv/rowan/data')],
		planted: [here('docs/a.md', `see ${top}/docs`), here('docs/a.md', ['', 'home', 'ann', 'x'].join('/'))]
	}
];

describe.each(checks)('$name', ({ rule, good, planted }) => {
	test.each(good)('lets pass what is right in $path', (source) => expect(rule(source)).toEqual([]));
	test.each(planted)('speaks up at what is planted in $path', (source) => expect(rule(source)).not.toEqual([]));
	it('finds nothing in this house', () => expect(sources.flatMap((source) => rule(source))).toEqual([]));
});

it('reads the whole house', () => {
	const paths = sources.map(({ path }) => path);
	for (const path of ['package-lock.json', 'src/server/main.ts', 'bin/rowan', 'scripts/start.mjs'])
		expect(paths).toContain(path);
});

it('says of every dependency what it is for, and names its version exactly', () => {
	const text = (path: string) => sources.find((source) => source.path === path)?.text ?? '';
	type Lists = Partial<Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>>;
	const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text('package.json')) as Lists;
	const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
	const explained = text('docs/dependencies.md');
	expect(all.filter(([name]) => !explained.includes(`\`${name}\``)).map(([name]) => name)).toEqual([]);
	expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

it('has a total order of rooms, and every room in it', () => {
	const folders = readdirSync(join(top, 'src/lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
	const names = rooms.map(({ name }) => name);
	expect(folders.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
	for (const a of names) for (const b of names) if (a !== b) expect(mayImport(a, b) && mayImport(b, a)).toBe(false);
});
