import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openVault } from './open-vault.ts';
import { serveVault, vaultOver, type Port } from './remote-protocol.ts';
import { day, good, quick } from './testing.ts';
import type { Vault } from './vault.ts';

// The same two ends that the page and its Worker hold, over a real message channel: everything is cloned on the way.

let channel: MessageChannel;
let vault: Vault;
let abandon: (message: string) => void;

beforeEach(() => {
	channel = new MessageChannel();
	serveVault(port(channel.port1), openVault({ scrypt: quick }));
	({ vault, abandon } = vaultOver(port(channel.port2)));
});
afterEach(() => {
	channel.port1.close();
	channel.port2.close();
});

function port(end: MessageChannel['port1']): Port {
	return {
		postMessage: (message) => end.postMessage(message),
		addEventListener: (_type, listener) => void end.on('message', (data: unknown) => listener({ data } as MessageEvent))
	};
}

test('a group is founded, written to and read across the channel', async () => {
	const account = good(await vault.createAccount({ words: 'a rowan by an old blue door' }));
	expect(account.recoveryCode).toMatch(/^.{5}-/);
	const founded = good(await vault.found({ day }));
	const { group, handle, change } = founded;
	const view = good(await vault.openGroup({ group, handle, events: change.events, wraps: change.wraps }));
	expect(view.me.roles).toEqual(['facilitator']);
	const item = { circle: 'group', type: 'note', id: 'n', version: 1, prev: '', body: { hello: 'there' } } as const;
	const { records } = good(await vault.seal(group, [item]));
	expect(await vault.open(group, records)).toMatchObject([{ ok: true, body: { hello: 'there' }, author: handle }]);
});

test('calls come back to whoever made them, in whatever order', async () => {
	good(await vault.createAccount({ words: 'a rowan by an old blue door' }));
	const bodies = Array.from({ length: 20 }, (_, i) => i);
	const sealed = await Promise.all(bodies.map((body) => vault.sealOwn({ label: 'draft', id: String(body), body })));
	const opened = await Promise.all(
		sealed.map((text, i) => vault.openOwn({ label: 'draft', id: String(i), sealed: text }))
	);
	expect(opened.map((answer) => answer.ok && answer.body)).toEqual(bodies);
});

test('progress crosses the channel', async () => {
	const shown: number[] = [];
	channel.port1.removeAllListeners('message');
	serveVault(
		port(channel.port1),
		openVault({
			scrypt: (secret, salt, cost, progress) => {
				for (const fraction of [0.25, 1]) progress?.(fraction);
				return quick(secret, salt, cost);
			}
		})
	);
	good(await vault.createAccount({ words: 'a rowan by an old blue door' }, (fraction) => shown.push(fraction)));
	expect(shown).toEqual([0.25, 1]);
});

test('a throw inside is a rejection outside, with its message', async () => {
	await expect(vault.sealOwn({ label: 'draft', id: 'x', body: 1 })).rejects.toThrow('locked');
	// What is no method of the Vault is answered like any other throw.
	channel.port2.postMessage({ id: 999, method: 'constructor', args: [], callback: null });
	good(await vault.createAccount({ words: 'still here, and still answering' }));
});

test('what cannot be cloned is refused at once, and is not waited for', async () => {
	await expect(vault.sealOwn({ label: 'draft', id: 'x', body: (() => 1) as never })).rejects.toThrow();
	const proxy = { label: 'draft', id: 'x', body: { f: () => 1 } as never };
	await expect(vault.sealOwn(proxy)).rejects.toThrow('clone');
});

test('when the Worker ends, calls under way reject with locked', async () => {
	const pending = vault.createAccount({ words: 'a rowan by an old blue door' });
	abandon('locked');
	await expect(pending).rejects.toThrow('locked');
});
