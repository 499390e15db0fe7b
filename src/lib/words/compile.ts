import { IntlMessageFormat } from 'intl-messageformat';
import type { Message } from './message.ts';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
type Element = Ast[number];
type Part = Exclude<Message, string>[number];

/** How the parser marks plain text and `#`; its enum is not to be had without depending on it by name. */
const [TEXT, COUNTED] = ((ast: Ast) => {
	const plural = ast.find((element) => 'options' in element);
	const inside = plural && 'options' in plural ? plural.options.other?.value[0] : undefined;
	return [ast[0]?.type, inside?.type];
})(new IntlMessageFormat('text {n, plural, other {#}}', 'en').getAst());

/**
 * An ICU message as `say` takes it. The catalogues hold arguments, numbers and plurals; whatever else ICU knows is
 * refused here, so at the latest by the test that compiles them all. For the browser this is done when the program is
 * built (`plugin.ts`), and the parser stays at home.
 * @throws when the message cannot be read
 */
export function compile(text: string): Message {
	return made(new IntlMessageFormat(text, 'en-GB', undefined, { ignoreTag: true }).getAst());
}

function made(ast: Ast): Message {
	const parts = ast.map(part);
	return parts.length === 0 ? '' : parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : parts;
}

function part(element: Element): Part {
	if (element.type === COUNTED) return 0;
	if (!('value' in element) || typeof element.value !== 'string') throw new Error('more than these messages may hold');
	if (element.type === TEXT) return element.value;
	if ('options' in element) {
		if (!('offset' in element) || element.offset !== 0) throw new Error('only plurals choose');
		return [element.value, Object.fromEntries(Object.entries(element.options).map(([is, of]) => [is, made(of.value)]))];
	}
	if (!('style' in element)) return [element.value];
	if (element.style === undefined || element.style === null) return [element.value, 'number'];
	if (element.style === 'percent') return [element.value, 'percent'];
	throw new Error('a style that these messages do not have');
}
