const own = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.localhost)$/;

function isOwn(host: string): boolean {
	return own.test(host.replace(/:\d+$/, '').toLowerCase());
}

/**
 * Whether browsers will refuse to seal here: plain http on anything but the machine itself.
 * `url` is the configured public address; `host` is what this visitor's browser asked for.
 * https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy
 */
export function isInsecure(url: URL, host: string | null): boolean {
	return url.protocol === 'http:' && !(isOwn(url.host) && isOwn(host ?? url.host));
}
