import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import * as v from 'valibot';
import { home } from './home.ts';

/** What the operator says by the environment, read once. */
export interface Config {
	dataDir: string;
	/** A path to a SQLite file or `postgres://…`. */
	database: string;
	port: number;
	/** Undefined: every address of the machine. */
	host: string | undefined;
	/** The public address as given; undefined: worked out once the port is known. */
	publicUrl: URL | undefined;
	certificate: Certificate | undefined;
	/** Addresses whose `X-Forwarded-For` we believe. */
	proxies: readonly string[];
	/** Where Exit goes for whoever has not chosen. */
	neutralSite: string;
}

export interface Certificate {
	certFile: string;
	keyFile: string;
}

export type Read = { ok: true; config: Config } | { ok: false; say: string };

/** Shows the weather, which is what one looks at on a phone. Says nothing about whoever opens it. */
const NEUTRAL_SITE = 'https://www.bbc.co.uk/weather';
const LOOPBACK = ['127.0.0.1', '::1'];

const address = (name: string) => {
	const say = `${name} is an address such as https://rowan.example.org, without anything after the name.`;
	return v.pipe(
		v.string(),
		v.url(say),
		v.transform((text) => new URL(text)),
		v.check((url) => /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username, say)
	);
};
const PORT = 'PORT is a number from 1 to 65535.';

const Environment = v.object({
	ROWAN_DATA: v.optional(v.string()),
	DATABASE_URL: v.optional(
		v.pipe(
			v.string(),
			v.regex(/^postgres(ql)?:\/\//, 'DATABASE_URL starts with postgres:// (leave it out for SQLite).')
		)
	),
	PORT: v.optional(
		v.pipe(v.string(), v.regex(/^\d{1,5}$/, PORT), v.transform(Number), v.maxValue(65_535, PORT)),
		'3000'
	),
	HOST: v.optional(v.string()),
	PUBLIC_URL: v.optional(address('PUBLIC_URL')),
	ROWAN_TLS_CERT: v.optional(v.string()),
	ROWAN_TLS_KEY: v.optional(v.string()),
	ROWAN_PROXY: v.optional(v.string()),
	ROWAN_EXIT_TO: v.optional(
		v.pipe(v.string(), v.regex(/^https:\/\//, 'ROWAN_EXIT_TO is an address with https://.')),
		NEUTRAL_SITE
	)
});

/** Reads the environment. An empty value counts as absent, as it does in systemd's and Docker's files. */
export function readConfig(env: Record<string, string | undefined>, cwd = process.cwd()): Read {
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
	const parsed = v.safeParse(Environment, given);
	if (!parsed.success) return { ok: false, say: parsed.issues[0].message };
	const e = parsed.output;
	if ((e.ROWAN_TLS_CERT === undefined) !== (e.ROWAN_TLS_KEY === undefined)) {
		return { ok: false, say: 'For https give both ROWAN_TLS_CERT and ROWAN_TLS_KEY, or neither of them.' };
	}
	const certificate =
		e.ROWAN_TLS_CERT && e.ROWAN_TLS_KEY
			? { certFile: resolve(cwd, e.ROWAN_TLS_CERT), keyFile: resolve(cwd, e.ROWAN_TLS_KEY) }
			: undefined;
	const dataDir = e.ROWAN_DATA ? resolve(cwd, e.ROWAN_DATA) : join(home, 'data');
	const behindProxy = e.PUBLIC_URL?.protocol === 'https:' && !certificate;
	return {
		ok: true,
		config: {
			dataDir,
			database: e.DATABASE_URL ?? join(dataDir, 'rowan.sqlite'),
			port: e.PORT,
			host: e.HOST ?? defaultHost(e.PUBLIC_URL, certificate !== undefined),
			publicUrl: e.PUBLIC_URL,
			certificate,
			proxies: e.ROWAN_PROXY?.split(',').map((one) => one.trim()) ?? (behindProxy ? LOOPBACK : []),
			neutralSite: e.ROWAN_EXIT_TO
		}
	};
}

/**
 * Whom we listen to when HOST says nothing. Only this machine, unless the operator gave us a certificate or a plain
 * public address: behind a reverse proxy nobody else has any business with our port.
 */
export function defaultHost(publicUrl: URL | undefined, certificate: boolean): string | undefined {
	if (certificate) return undefined;
	if (publicUrl?.protocol === 'http:' && !isLoopback(publicUrl.hostname)) return undefined;
	return '127.0.0.1';
}

export const isLoopback = (name: string) =>
	name === 'localhost' || name === '[::1]' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name);

/** The one address to open. Without PUBLIC_URL: the certificate's first name, the network address, or localhost. */
export function publicAddress(config: Config, port: number): URL {
	if (config.publicUrl) return config.publicUrl;
	if (config.certificate) return new URL(`https://${certificateName(config.certificate)}:${port}`);
	if (config.host !== undefined && isLoopback(config.host)) return new URL(`http://localhost:${port}`);
	const any = config.host === undefined || config.host === '0.0.0.0' || config.host === '::';
	return new URL(`http://${any ? networkAddress() : config.host}:${port}`);
}

function certificateName({ certFile }: Certificate): string {
	const names = new X509Certificate(readFileSync(certFile)).subjectAltName ?? '';
	return /DNS:([a-z0-9.-]+)/i.exec(names)?.[1] ?? hostname();
}

function networkAddress(): string {
	const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
	return all.find((one) => one.family === 'IPv4' && !one.internal)?.address ?? 'localhost';
}

export type ReadCertificate = { ok: true; cert: Buffer; key: Buffer } | { ok: false; say: string };

/** Reads and tries the certificate, so that a wrong pair of files is told at the start and not by browsers. */
export function readCertificate({ certFile, keyFile }: Certificate): ReadCertificate {
	try {
		const cert = readFileSync(certFile);
		const key = readFileSync(keyFile);
		createSecureContext({ cert, key });
		return { ok: true, cert, key };
	} catch (error) {
		const why = error instanceof Error ? error.message : 'unknown';
		return { ok: false, say: `The certificate (${certFile}) and key (${keyFile}) cannot be used together: ${why}` };
	}
}
