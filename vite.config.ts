import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { leaveScript } from './src/exit/plugin.ts';
import { vaultParts } from './src/exit/vault-parts.ts';
import { chunks } from './scripts/chunks.ts';
import { firstPages } from './scripts/first-pages.ts';
import { ageWithoutTheRest } from './src/lib/crypto/plugin.ts';
import { wordsApart } from './src/lib/words/plugin.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };

/** A field of a class is set, and not defined: nothing here overrides one with a setter, and old phones know no fields. */
const assumptions = { setPublicClassFields: true };

export default defineConfig({
	plugins: [
		leaveScript(),
		vaultParts(),
		wordsApart(),
		firstPages(),
		sveltekit({
			compilerOptions: {
				runes: ({ filename }) => (filename.split(/[/\\]/).includes('node_modules') ? undefined : true)
			},
			adapter: adapter(),
			// A fixed name and no timestamp: the client files come out the same, byte for byte, on every machine.
			version: { name: version, pollInterval: 0 },
			// Only the shell is prerendered; every deep link in the app is answered with it.
			prerender: { crawl: false, entries: ['/app'] },
			paths: { relative: false },
			// Small sheets go into the page: a public page is then two requests, and reads without a network.
			inlineStyleThreshold: 4096,
			// Registered by the one small script of every page (src/exit), also where there is no framework script.
			serviceWorker: { register: false },
			csp: {
				// A nonce on rendered pages, hashes in the prerendered shell.
				mode: 'auto',
				directives: {
					'default-src': ['none'],
					'script-src': ['self'],
					'style-src': ['self'],
					// The inline style of Kit's route announcer, and no other.
					'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
					'img-src': ['self', 'data:', 'blob:'],
					'font-src': ['self'],
					'connect-src': ['self'],
					'manifest-src': ['self'],
					'worker-src': ['self'],
					'form-action': ['self'],
					'base-uri': ['none'],
					'frame-ancestors': ['none'],
					'require-trusted-types-for': ['script'],
					'trusted-types': [
						'svelte-trusted-html',
						'sveltekit-trusted-url',
						'rowan-worker',
						'rowan-engine',
						'rowan-leave'
					]
				}
			}
		})
	],
	// The Vault's Worker loads the word lists, the fallbacks and what changes a group only when they are needed.
	worker: { format: 'es', plugins: () => [ageWithoutTheRest()], rolldownOptions: { transform: { assumptions } } },
	environments: {
		client: {
			build: {
				target: ['es2020', 'chrome80', 'safari14', 'firefox78'],
				// The first browsers with logical properties: older targets would turn each into left and right.
				cssTarget: ['chrome87', 'safari14.1', 'firefox78'],
				rolldownOptions: { transform: { assumptions }, output: { codeSplitting: { groups: chunks } } }
			}
		},
		ssr: { build: { target: 'node24' } }
	}
});
