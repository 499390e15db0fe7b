/*
 * The one script of every page, public or signed in. It runs before anything else and needs nothing else:
 * leaving by keyboard or by the Exit link, wiping when the page goes away, nothing kept by the browser,
 * the chosen look, and (only where a page asks) the service worker. Must stay under 2 kB on the wire.
 */
{
	const root = document.documentElement;
	const presses: number[] = [];

	/** Blanks the page first; then the app, told by the event, ends the Worker that holds the keys. */
	const wipe = () => {
		if (document.body) document.body.textContent = '';
		dispatchEvent(new Event('rowan:exit'));
	};

	/** Every other tab of ours hears of it here, and goes too. Nothing is said but that. */
	const tabs = window.BroadcastChannel && new BroadcastChannel('leave');

	const leave = () => {
		if (tabs) tabs.postMessage(0);
		go();
	};

	/** replace() puts the way out in this page's place, so that Back does not lead here. */
	const away = () => location.replace('/exit');

	const go = () => {
		wipe();
		// Where no network brings the answer that ends her sign-in: whatever request comes through next says so (exit.ts).
		document.cookie = '__Host-gone=1;path=/;secure;samesite=strict';
		// The way there, where no answer tells the browser to forget it: without a network, and in older ones.
		try {
			localStorage.clear();
		} catch {
			// Storage is switched off: there is nothing in it.
		}
		const moves = movesHere();
		if (!moves) return away();
		// Each move inside the app is an entry of the tab. Back to the first of them, which becomes the way out itself; what
		// comes after it goes as this leads on. Whoever presses Back then is only sent on again.
		const out = () => {
			// Not quite the same address: going to where one is puts nothing new into the tab, and cuts nothing off.
			history.replaceState(null, '', '/exit?');
			location.assign('/exit');
		};
		addEventListener(
			'popstate',
			(event) => {
				event.stopImmediatePropagation(); // the app would show the page that was there
				out();
			},
			true
		);
		history.go(-moves);
		setTimeout(away, 1500); // a slow phone takes its time to go back; the page is blank meanwhile
	};

	interface Entry {
		index: number;
		sameDocument: boolean;
	}
	type Navigation = { currentEntry: Entry | null; entries: () => Entry[] };

	/** How many entries before this one belong to this page; 0 where the browser does not tell. */
	const movesHere = () => {
		const { navigation } = window as { navigation?: Navigation };
		if (!navigation || !navigation.currentEntry) return 0;
		// One document's entries stand side by side, so the first of them tells.
		return navigation.currentEntry.index - navigation.entries().findIndex((entry) => entry.sameDocument);
	};

	const say = (count: number) => {
		const place = document.getElementById('spoken');
		if (place) place.textContent = count ? (place.dataset.say || '').replace('%', `${count}`) : '';
	};

	const register = () => {
		const trusted = (window as { trustedTypes?: { createPolicy: (name: string, rules: object) => Policy } })
			.trustedTypes;
		const url = '/service-worker.js';
		const policy = trusted && trusted.createPolicy('rowan-leave', { createScriptURL: () => url });
		navigator.serviceWorker.register(policy ? policy.createScriptURL(url) : url).catch(() => {});
	};
	type Policy = { createScriptURL: (url: string) => string };

	// Scroll positions and the like are remembered by the page alone, never by the browser. The other storage holds one
	// thing, when she asks for it: the way there on the session day, sealed under a code of hers.
	const memory: Record<string, unknown> = { length: 0 };
	// After a reload the history still has the entries from before (a browser keeps at most a hundred of a tab), and the
	// framework goes back to one only if it finds something noted for it here: for each of them, nothing.
	const state = history.state as { 'sveltekit:metadata'?: { historyIndex: number } } | null;
	const entry = state && state['sveltekit:metadata'];
	if (entry) {
		const noted: Record<number, object> = {};
		for (let at = -99; at < 100; at += 1) noted[entry.historyIndex + at] = {};
		memory['sveltekit:history-info'] = JSON.stringify(noted);
	}
	Object.defineProperty(window, 'sessionStorage', { value: memory });

	const look = /\blook=(light|dark)/.exec(document.cookie);
	if (look) root.dataset.look = look[1];

	// Shift three times within five seconds. Esc is no user activation and would spoil the history.
	addEventListener(
		'keydown',
		(event) => {
			if (event.key !== 'Shift') presses.length = 0;
			else if (!event.repeat) {
				presses.push(event.timeStamp);
				while (event.timeStamp - (presses[0] as number) > 5000) presses.shift();
				if (presses.length > 2) return leave();
			}
			say(presses.length);
		},
		true
	);

	addEventListener(
		'click',
		(event) => {
			const target = event.target;
			if (!(target instanceof Element)) return;
			if (target.closest('[data-leave]')) {
				event.preventDefault();
				leave();
			}
			// An invitation's secret goes on from the public page to the app in the fragment, which no server is told.
			const carrying = target.closest<HTMLAnchorElement>('a[data-carry]');
			if (carrying) carrying.hash = location.hash;
		},
		true
	);

	addEventListener('rowan:leave', leave);
	if (tabs) tabs.onmessage = go;
	addEventListener('pagehide', () => {
		wipe();
		if (tabs) tabs.close(); // an open one keeps some browsers from keeping the page, and a kept one starts anew
	});

	// A page that the browser kept alive and shows again is wiped already: the app starts locked, the others anew. So does
	// /app/open, since what stands for its link lies beside its address.
	addEventListener('pageshow', (event) => {
		if (!event.persisted) return;
		if (/^.app(?!.o)/.test(location.pathname)) location.replace('/app');
		else location.reload();
	});

	if ('serviceWorker' in navigator) {
		addEventListener('rowan:offline', register, { once: true });
		addEventListener('load', () => {
			if (document.querySelector('[data-offline]')) register();
		});
	}
}
