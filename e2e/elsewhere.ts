import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

// Another site, over https as in life: what Exit leads to, and what somebody comes back from.

/** Nobody's name (RFC 2606), which the browser of a test finds on this machine. */
const NAME = 'weather.example';

const der = (tag: number, ...parts: Buffer[]): Buffer => {
	const body = Buffer.concat(parts);
	const { length } = body;
	const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
	return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const time = (year: number) => der(0x17, Buffer.from(`${String(year % 100)}0101000000Z`));
const bits = (bytes: Buffer) => der(0x03, Buffer.from([0]), bytes);

/** A certificate that vouches for itself (RFC 5280), for this run alone. */
function certificate(): { key: string; cert: string; spki: string } {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const year = new Date().getFullYear();
	const algorithm = sequence(oid('2a8648ce3d040302')); // ecdsa-with-SHA256
	const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(NAME)))));
	const names = sequence(oid('551d11'), der(0x04, sequence(der(0x82, Buffer.from(NAME))))); // subjectAltName
	const spki = publicKey.export({ type: 'spki', format: 'der' });
	const body = sequence(
		der(0xa0, der(0x02, Buffer.from([2]))),
		der(0x02, Buffer.from([1])),
		algorithm,
		name,
		sequence(time(year - 1), time(year + 1)),
		name,
		spki,
		der(0xa3, sequence(names))
	);
	const whole = sequence(body, algorithm, bits(sign('sha256', body, privateKey)));
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
		cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`,
		spki: createHash('sha256').update(spki).digest('base64')
	};
}

export interface Elsewhere {
	readonly url: string;
	/** For Chromium, so that it finds and trusts it. */
	readonly args: readonly string[];
	stop(): void;
}

export async function startElsewhere(): Promise<Elsewhere> {
	const { key, cert, spki } = certificate();
	const server = createServer({ key, cert }, (_, answer) =>
		answer.setHeader('content-type', 'text/html').end('<!doctype html><title>Weather</title><p>Dry.</p>')
	);
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		url: `https://${NAME}/`,
		args: [
			`--host-resolver-rules=MAP ${NAME} 127.0.0.1:${String(port)}`,
			`--ignore-certificate-errors-spki-list=${spki}`
		],
		stop: () => {
			server.close();
			server.closeAllConnections();
		}
	};
}
