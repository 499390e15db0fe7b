import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const here = import.meta.dirname;

/** The built folder: where we lie ourselves once bundled; two floors up when the sources run as they are. */
export const build = existsSync(join(here, 'handler.js')) ? here : join(here, '../../build');

/** Where Rowan lies. Data goes beside it unless ROWAN_DATA says otherwise, wherever a command was typed. */
export const home = dirname(build);
