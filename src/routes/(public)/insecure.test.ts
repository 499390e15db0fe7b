import { expect, it } from 'vitest';
import { isInsecure } from './insecure.ts';

it.each([
	['https://rowan.example', 'rowan.example', false],
	['http://rowan.example', 'rowan.example', true],
	['http://localhost:3000', 'localhost:3000', false],
	['http://127.0.0.1:3000', '127.0.0.1:3000', false],
	['http://[::1]:3000', '[::1]:3000', false],
	['http://rowan.localhost:3000', null, false],
	['http://localhost:3000', '192.168.1.5:3000', true],
	['http://127.evil.example', '127.evil.example', true],
	['http://192.168.1.5', null, true]
])('%s asked for as %s is insecure: %s', (url, host, expected) => {
	expect(isInsecure(new URL(url), host)).toBe(expected);
});
