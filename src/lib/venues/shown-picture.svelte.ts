import { pictureUrl } from './picture.ts';

/** The address of a picture for an `<img>`, let go of with the component. Call it while the component is set up. */
export function shownPicture(jpeg: () => string | null | undefined): { readonly url: string | undefined } {
	let url = $state<string>();
	$effect(() => {
		const picture = jpeg();
		const made = picture ? pictureUrl(picture) : undefined;
		url = made;
		return () => {
			if (made) URL.revokeObjectURL(made);
		};
	});
	return {
		get url() {
			return url;
		}
	};
}
