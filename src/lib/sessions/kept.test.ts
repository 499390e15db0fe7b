import { beforeAll, describe, expect, it } from 'vitest';
import { openVault } from '#lib/crypto/open-vault.ts';
import { scryptNative } from '#lib/crypto/stretch-native.ts';
import { noAccess } from '#lib/groups/access.ts';
import { forget, lookHere, type Store } from './kept-here.ts';
import { deviceDay, keep, look, open, type KeptBody } from './kept.ts';

const DAY = '2026-12-03';
const CODE = '4711';
const body: KeptBody = {
	v: 1,
	startsAt: 1,
	endsAt: 2,
	zone: 'Europe/London',
	outline: { v: 1, name: 'The Thursday room', area: 'Near the park', sideRoom: '', access: noAccess },
	card: {
		v: 1,
		address: '12 Canary Street',
		door: 'Blue',
		reception: '',
		steps: ['Left'],
		place: null,
		picture: false
	},
	jpeg: null,
	items: []
};

/** A browser's storage; `room` in characters. */
function storage(room = Infinity): Store & { all(): string } {
	const kept = new Map<string, string>();
	return {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => {
			if (value.length > room) throw new Error('QuotaExceededError');
			kept.set(key, value);
		},
		removeItem: (key) => void kept.delete(key),
		all: () => [...kept].join()
	};
}

const client = { vault: openVault({ scrypt: scryptNative }) };
let asKept = '';

describe('the way there, kept for today', () => {
	beforeAll(async () => {
		const store = storage();
		expect(await keep(client, store, { code: CODE, today: DAY, body })).toEqual({ ok: true });
		asKept = store.getItem('kept')!;
	});
	const holding = () => {
		const store = storage();
		store.setItem('kept', asKept);
		return store;
	};

	it('is looked for at the doors, and looking deletes what is of another day', async () => {
		expect(await lookHere(storage())).toBe(false);
		const today = storage();
		today.setItem('kept', asKept.replace(DAY, deviceDay()));
		expect(await lookHere(today)).toBe(true);
		const another = holding();
		expect(await lookHere(another)).toBe(false);
		expect(another.all()).toBe('');
	});

	it('opens with her code, with no account and no network, and can be opened again', async () => {
		const store = holding();
		expect(await open(client, store, { code: ` ${CODE} `, today: DAY })).toEqual({ ok: true, body });
		expect(look(store, DAY)?.wrong).toBe(0);
	});

	it('holds no word of it in plain, nor the code', () => {
		expect(asKept).not.toMatch(/Canary|Thursday|4711|London/);
	});

	it('is deleted by the fifth wrong code, whatever comes after', async () => {
		const store = holding();
		store.setItem('kept', JSON.stringify({ ...(JSON.parse(asKept) as object), wrong: 3 }));
		expect(await open(client, store, { code: '0000', today: DAY })).toEqual({ ok: false, reason: 'wrong', left: 1 });
		expect(await open(client, store, { code: '0001', today: DAY })).toEqual({ ok: false, reason: 'gone' });
		expect(store.all()).toBe('');
		expect(await open(client, store, { code: CODE, today: DAY })).toEqual({ ok: false, reason: 'gone' });
	});

	const breaks = (why: string, meanwhile = () => {}) => ({
		vault: openVault({ scrypt: () => (meanwhile(), Promise.reject(new Error(why))) })
	});

	it('costs no try where what stretches the code did not load', async () => {
		const store = holding();
		await expect(open(breaks('worker'), store, { code: CODE, today: DAY })).rejects.toThrow('worker');
		expect(look(store, DAY)?.wrong).toBe(0);
		const counted = { ...(JSON.parse(asKept) as object), wrong: 3 }; // by another tab, while this one waited
		const broken = breaks('worker', () => store.setItem('kept', JSON.stringify(counted)));
		await expect(open(broken, store, { code: CODE, today: DAY })).rejects.toThrow('worker');
		expect(look(store, DAY)?.wrong).toBe(2);
	});

	it('is not brought back by a try that Exit, or another tab, ended', async () => {
		for (const why of ['locked', 'worker']) {
			const store = holding();
			const gone = breaks(why, () => store.removeItem('kept'));
			await expect(open(gone, store, { code: CODE, today: DAY })).rejects.toThrow(why);
			expect(store.all()).toBe('');
		}
	});

	it('counts a try that a lock ended', async () => {
		const store = holding();
		await expect(open(breaks('locked'), store, { code: CODE, today: DAY })).rejects.toThrow('locked');
		expect(look(store, DAY)?.wrong).toBe(1);
	});

	it('counts a try before it is made', async () => {
		const store = holding();
		const trying = open(client, store, { code: '0000', today: DAY });
		expect(look(store, DAY)?.wrong).toBe(1);
		await trying;
	});

	it('is deleted by the next opening on another day', () => {
		const store = holding();
		expect(look(store, '2026-12-04')).toBeUndefined();
		expect(store.all()).toBe('');
	});

	it('is deleted when it is no longer whole, and when she says so', () => {
		for (const broken of ['', '{', 'null', '{"wrong":0}', '[]']) {
			const store = storage();
			store.setItem('kept', broken);
			expect(look(store, DAY)).toBeUndefined();
			expect(store.all()).toBe('');
		}
		const store = holding();
		forget(store);
		expect(store.all()).toBe('');
	});

	it('wants four characters, and says when the browser keeps nothing', async () => {
		expect(await keep(client, storage(), { code: ' 123 ', today: DAY, body })).toEqual({ ok: false, reason: 'short' });
		expect(await keep(client, storage(10), { code: CODE, today: DAY, body })).toEqual({ ok: false, reason: 'no-room' });
	});
});
