// Vitest's global setup: a throwaway PostgreSQL for the tests, where the system has its programs.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

const VERSIONS = '/usr/lib/postgresql';
const USER = 'rowan';
const READY_TRIES = 200;
/** What lives for one run lies in memory, where the system has such a folder. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** The folder of `initdb` and `postgres`: the newest of Debian's, or wherever PATH has them. */
function programs() {
	const packaged = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];
	const folders = [
		...packaged.map((version) => join(VERSIONS, version, 'bin')),
		...(process.env.PATH ?? '').split(':')
	];
	return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** PostgreSQL refuses to run as root; then it runs as nobody. */
function otherUser() {
	if (process.getuid?.() !== 0) return {};
	const id = (/** @type {string} */ flag) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
	return { uid: id('-u'), gid: id('-g') };
}

/** @returns {Promise<number>} */
function freePort() {
	return new Promise((done) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => done(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

/** @param {number} port */
async function answers(port) {
	for (let i = 0; i < READY_TRIES; i++) {
		const open = await new Promise((done) => {
			const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
			socket.unref();
			setTimeout(() => socket.destroy(), 100).unref();
		});
		if (open) return true;
		await wait(50);
	}
	return false;
}

/** Starts one on loopback with a password of its own. Undefined: there is no PostgreSQL here. */
export async function startPostgres() {
	const bin = programs();
	if (!bin) return undefined;
	const folder = mkdtempSync(join(memory, 'rowan-pg-'));
	const user = otherUser();
	const password = randomBytes(16).toString('hex');
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, password);
	if (user.uid !== undefined) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
	const data = join(folder, 'data');
	const options = { ...user, cwd: folder, encoding: /** @type {const} */ ('utf8') };
	const args = [
		'-D',
		data,
		'-U',
		USER,
		'-A',
		'scram-sha-256',
		`--pwfile=${passwordFile}`,
		'-E',
		'UTF8',
		'--locale=C',
		'-N'
	];
	const made = spawnSync(join(bin, 'initdb'), args, options);
	if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
	const port = await freePort();
	const settings = [
		'listen_addresses=127.0.0.1',
		'fsync=off',
		'synchronous_commit=off',
		'full_page_writes=off',
		'max_connections=300',
		`unix_socket_directories=${folder}`
	];
	const run = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
	// The shell holds the other end of a pipe: however this process ends, PostgreSQL ends and its folder goes.
	const script = '"$@" & read -r _; kill -QUIT $!; wait $!; rm -rf "$FOLDER"';
	const server = spawn('sh', ['-c', script, 'sh', join(bin, 'postgres'), ...run], {
		...user,
		cwd: folder,
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
		env: { ...process.env, FOLDER: folder }
	});
	const stop = async () => {
		const gone = new Promise((done) => server.once('exit', done));
		server.stdin.end();
		if (server.exitCode === null) await gone;
	};
	if (!(await answers(port))) {
		await stop();
		throw new Error('PostgreSQL did not start');
	}
	return { url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`, stop };
}

/** Sets ROWAN_TEST_ROOM, a folder for the databases of the tests, and ROWAN_TEST_PG unless it is set already. */
export default async function setup() {
	const room = mkdtempSync(join(memory, 'rowan-room-'));
	process.env.ROWAN_TEST_ROOM = room;
	const tidy = () => rmSync(room, { recursive: true, force: true });
	if (process.env.ROWAN_TEST_PG) return tidy;
	const postgres = await startPostgres();
	if (!postgres) {
		const line = '!'.repeat(100);
		console.warn(
			`\n${line}\n!!  NOT TESTED ON POSTGRESQL: there is no initdb here. Debian: apt-get install postgresql\n${line}\n`
		);
		return tidy;
	}
	process.env.ROWAN_TEST_PG = postgres.url;
	return async () => {
		await postgres.stop();
		tidy();
	};
}
