import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

// Strict and type-checked: what it must catch above all is a promise that nobody waits for, and `{@html}`.
export default defineConfig(
	globalIgnores(['build/', '.svelte-kit/', 'node_modules/', 'data*/', 'test-results/', 'playwright-report/']),
	ts.configs.strictTypeChecked,
	svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: {
				project: './tsconfig.json',
				tsconfigRootDir: import.meta.dirname,
				extraFileExtensions: ['.svelte']
			}
		},
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
			// `return say(…)` is how a function here stops early.
			'@typescript-eslint/no-confusing-void-expression': 'off',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/consistent-type-definitions': 'off',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			// A function may promise without waiting: callers rely on the shape, and a throw becomes a rejection.
			'@typescript-eslint/require-await': 'off',
			// What comes over a wire or out of a file is not what its type hopes.
			'@typescript-eslint/no-unnecessary-condition': 'off',
			'@typescript-eslint/unified-signatures': 'off',
			// Both overlook what a function answers: a promise of nothing or something, a type passed on to a function inside.
			'@typescript-eslint/no-invalid-void-type': 'off',
			'@typescript-eslint/no-unnecessary-type-parameters': 'off',
			// `'' | string` tells the reader that empty has a meaning of its own.
			'@typescript-eslint/no-redundant-type-constituents': 'off',
			'@typescript-eslint/only-throw-error': ['error', { allowRethrowing: true, allowThrowingUnknown: true }],
			'@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
			// There can be no enums (erasableSyntaxOnly), and these three take half the time of the whole lint.
			'@typescript-eslint/no-unsafe-enum-assignment': 'off',
			'@typescript-eslint/no-unsafe-enum-comparison': 'off',
			'@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
			eqeqeq: 'error',
			'no-restricted-globals': [
				'error',
				{ name: 'localStorage', message: 'Nothing stays on her device; see security.' },
				{ name: 'sessionStorage', message: 'Nothing stays on her device; see security.' }
			],
			'no-eval': 'error'
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser } },
		rules: {
			'svelte/no-at-html-tags': 'error',
			'svelte/no-target-blank': 'error',
			'svelte/button-has-type': 'error',
			// The linter cannot see the types of other .svelte files; svelte-check can, and does.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			// One address has no base path, and no route here is ever mounted below one.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		// Tests reach for what they know to be there; if it is not, failing there and then is right.
		files: ['**/*.test.ts', 'e2e/**', 'bench/**', 'src/server/testing.ts', 'src/lib/knot/testing*.ts'],
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/unbound-method': 'off'
		}
	},
	// The one exception to "nothing on the device": the way there, for one evening, under her code.
	{
		files: ['src/lib/sessions/Kept*.svelte', 'src/lib/sessions/kept*.ts', 'src/exit/leave.ts'],
		rules: { 'no-restricted-globals': 'off' }
	},
	{ files: ['**/*.js', '**/*.mjs', 'src/service-worker.ts'], extends: [ts.configs.disableTypeChecked] }
);
