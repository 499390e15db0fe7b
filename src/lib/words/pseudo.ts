import { changeTexts, type Message } from './message.ts';

/** Each word turned by direction controls: a search finds the same letters, and the line runs the other way. */
const turn = (text: string) => text.replace(/\S+/g, (word) => `\u202e${word}\u202c`);

/** The same message with its own words right-to-left and its arguments as they are. */
export const pseudo = (message: Message): Message => changeTexts(message, turn);
