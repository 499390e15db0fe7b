import { openVault } from '#lib/crypto/open-vault.ts';
import { scryptNative } from '#lib/crypto/stretch-native.ts';
import { makeApi, type Api } from '#lib/platform/client/api.ts';
import type { Client } from '#lib/platform/client/client.ts';

/** Somebody's device without a screen: the same flows and the same sealing as the pages, over real HTTP. */
export interface NodeClient extends Client {
	/** `name=value`, or empty. */
	cookie(): string;
}

export type Exchange = { method: string; path: string; sent: string; received: string };

interface Options {
	origin: () => string;
	/** Sees every body on the wire. */
	onExchange?: (exchange: Exchange) => void;
}

export function nodeClient({ origin, onExchange }: Options): NodeClient {
	let cookie = '';
	const send = async (path: string, init: RequestInit): Promise<Response> => {
		const headers = { ...(init.headers as Record<string, string>), origin: origin(), ...(cookie ? { cookie } : {}) };
		const response = await fetch(origin() + path, { ...init, headers, redirect: 'manual' });
		for (const set of response.headers.getSetCookie()) {
			cookie = /max-age=0/i.test(set) ? '' : (set.split(';')[0] ?? '');
		}
		if (!onExchange) return response;
		const received = await response.text();
		const sent = typeof init.body === 'string' ? init.body : '';
		onExchange({ method: init.method ?? 'GET', path, sent, received });
		const { status, headers: answered } = response;
		return new Response(status === 204 ? null : received, { status, headers: answered });
	};
	const api: Api = makeApi(send);
	const vault = openVault({ scrypt: scryptNative });
	return { api, vault, now: Date.now, cookie: () => cookie };
}
