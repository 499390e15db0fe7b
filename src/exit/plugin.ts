import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { minify, transformWithOxc, type Plugin } from 'vite';

const file = fileURLToPath(new URL('leave.ts', import.meta.url));

/** The script as it is sent. */
export async function script(): Promise<string> {
	const { code } = await transformWithOxc(await readFile(file, 'utf8'), file, { target: 'es2017' });
	return (await minify('leave.js', code, { compress: true, mangle: { toplevel: true } })).code;
}

/** Serves src/exit/leave.ts as one small classic script, `/leave.js`: no module, so that it runs before all others. */
export function leaveScript(): Plugin {
	return {
		name: 'rowan-leave',
		configureServer(server) {
			server.middlewares.use('/leave.js', (_request, response) => {
				void script().then((code) => {
					response.setHeader('content-type', 'text/javascript');
					response.end(code);
				});
			});
		},
		async generateBundle() {
			if (this.environment.name !== 'client') return;
			this.emitFile({ type: 'asset', fileName: 'leave.js', source: await script() });
		}
	};
}
