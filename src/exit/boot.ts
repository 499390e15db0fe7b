import { t } from '#lib/words/t.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

/** Help and Exit while the app is still loading, or where scripts are off. The app takes it away when it stands. */
export function bootBar(): string {
	return `<div id="boot">
			<p>${escape(t('ui.boot.loading'))}</p>
			<noscript><p>${escape(t('ui.boot.noscript'))}</p></noscript>
			<nav aria-label="${escape(t('ui.bar.label'))}"><a href="/help">${escape(t('ui.bar.help'))}</a>
			<a class="exit" href="/exit" data-leave rel="noreferrer">${escape(t('ui.bar.exit'))}</a></nav>
		</div>`;
}
