import { t } from '#lib/words/t.ts';

/** What the bar holds before anyone has signed in. Help now and Exit follow by themselves. */
export function publicItems(path: string) {
	return [
		{ href: '/', label: t('ui.bar.start'), icon: 'start' as const, current: path === '/' },
		{ href: '/safety', label: t('ui.bar.safety'), icon: 'safety' as const, current: path === '/safety' }
	];
}
