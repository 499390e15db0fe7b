import type { BarItem } from '#lib/ui/Frame.svelte';
import { t } from '#lib/words/t.ts';

/** What the bar holds before anyone has signed in. Help now and Exit follow by themselves. */
export function publicItems(path: string): BarItem[] {
	return [
		{ href: '/', label: t('ui.bar.start'), icon: 'start', current: path === '/' },
		{ href: '/safety', label: t('ui.bar.safety'), icon: 'safety', current: path === '/safety' }
	];
}
