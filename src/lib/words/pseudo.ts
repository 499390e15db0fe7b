import { IntlMessageFormat } from 'intl-messageformat';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
type Element = Ast[number];

/** How the parser marks plain text; its enum is not to be had without depending on it by name. */
const text = new IntlMessageFormat('text', 'en').getAst()[0]?.type;

/** Each word turned by direction controls: a search finds the same letters, and the line runs the other way. */
function turn(text: string): string {
	return text.replace(/\S+/g, (word) => `\u202e${word}\u202c`);
}

function turnElement(element: Element): Element {
	if ('options' in element) {
		const options = { ...element.options };
		for (const [name, option] of Object.entries(options)) options[name] = { ...option, value: pseudo(option.value) };
		return { ...element, options };
	}
	if (element.type === text && 'value' in element) return { ...element, value: turn(element.value) };
	return element;
}

/** The same message with its own words right-to-left and its arguments as they are. */
export function pseudo(ast: Ast): Ast {
	return ast.map(turnElement);
}
