import type { IntlMessageFormat } from 'intl-messageformat';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
type Element = Ast[number];

/** The parser's number for plain text between arguments. */
const LITERAL = 0;

/** Each word turned by direction controls: a search finds the same letters, and the line runs the other way. */
function turn(text: string): string {
	return text.replace(/\S+/g, (word) => `\u202e${word}\u202c`);
}

function turnElement(element: Element): Element {
	if ('options' in element) {
		const options = Object.entries(element.options).map(([name, option]) => [
			name,
			{ ...option, value: pseudo(option.value) }
		]);
		return { ...element, options: Object.fromEntries(options) } as Element;
	}
	if (Number(element.type) === LITERAL && 'value' in element) {
		return { ...element, value: turn(element.value) } as Element;
	}
	return element;
}

/** The same message with its own words right-to-left and its arguments as they are. */
export function pseudo(ast: Ast): Ast {
	return ast.map(turnElement);
}
