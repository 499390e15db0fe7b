/** How long a page may take to open what stands below its heading. */
const PATIENCE_MS = 5000;

let stop: (() => void) | undefined;

/**
 * After a move inside the app: the heading of the new page is read out, as soon as it stands there, and Tab goes on
 * from it. Whatever has taken the focus keeps it, and once she does something herself nothing is moved any more.
 */
export function focusHeadingWhenThere(): void {
	stop?.();
	const main = document.querySelector('main');
	if (!main) return;
	const look = (): void => {
		const taken = document.activeElement;
		if (taken && taken !== document.body && taken !== document.documentElement) return;
		const heading = main.querySelector<HTMLElement>('h1');
		if (!heading) return;
		heading.tabIndex = -1;
		heading.focus({ preventScroll: true });
	};
	const watch = new MutationObserver(look);
	watch.observe(main, { childList: true, subtree: true });
	const end = (): void => stop?.();
	const timer = setTimeout(end, PATIENCE_MS);
	stop = () => {
		stop = undefined;
		watch.disconnect();
		clearTimeout(timer);
		removeEventListener('keydown', end);
		removeEventListener('pointerdown', end);
	};
	addEventListener('keydown', end);
	addEventListener('pointerdown', end);
	look();
}
