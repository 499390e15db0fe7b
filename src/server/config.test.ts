import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { publicAddress, readConfig, type Config } from './config.ts';
import { home } from './home.ts';

function config(env: Record<string, string>): Config {
	const read = readConfig(env, '/srv/rowan');
	if (!read.ok) throw new Error(read.say);
	return read.config;
}

it('listens to this machine only, with its data beside it, when nothing is said', () => {
	const read = config({ PUBLIC_URL: '' });
	expect(read).toMatchObject({ port: 3000, host: '127.0.0.1', dataDir: join(home, 'data'), proxies: [] });
	expect(read.database).toBe(join(home, 'data/rowan.sqlite'));
	expect(config({ ROWAN_DATA: 'there' }).dataDir).toBe('/srv/rowan/there');
	expect(publicAddress(read, 3000).href).toBe('http://localhost:3000/');
});

it('stays on this machine behind a reverse proxy, and believes that proxy', () => {
	const read = config({ PUBLIC_URL: 'https://rowan.example.org' });
	expect(read).toMatchObject({ host: '127.0.0.1', proxies: ['127.0.0.1', '::1'] });
	expect(publicAddress(read, 3000).origin).toBe('https://rowan.example.org');
});

it('listens everywhere with a certificate, or with a plain public address', () => {
	const files = { ROWAN_TLS_CERT: 'c.pem', ROWAN_TLS_KEY: 'k.pem' };
	expect(config({ ...files, PUBLIC_URL: 'https://rowan.example.org' })).toMatchObject({
		host: undefined,
		proxies: [],
		certificate: { certFile: '/srv/rowan/c.pem', keyFile: '/srv/rowan/k.pem' }
	});
	expect(config({ PUBLIC_URL: 'http://192.168.1.5:3000' }).host).toBeUndefined();
	expect(config({ PUBLIC_URL: 'http://localhost:3000' }).host).toBe('127.0.0.1');
});

it('names an address for phones when told to listen everywhere', () => {
	const read = config({ HOST: '0.0.0.0' });
	expect(publicAddress(read, 3000).href).toMatch(/^http:\/\/(\d+\.\d+\.\d+\.\d+|localhost):3000\/$/);
});

test.each([
	['PORT', { PORT: 'http' }],
	['PORT', { PORT: '70000' }],
	['PUBLIC_URL', { PUBLIC_URL: 'rowan.example.org' }],
	['PUBLIC_URL', { PUBLIC_URL: 'https://example.org/rowan' }],
	['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
	['both', { ROWAN_TLS_CERT: 'c.pem' }],
	['ROWAN_EXIT_TO', { ROWAN_EXIT_TO: 'http://weather.example' }]
])('says one sentence about %s: %o', (word, env) => {
	const read = readConfig(env);
	expect(read.ok ? '' : read.say).toContain(word);
});
