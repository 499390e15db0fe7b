import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import type { Route } from './route.ts';

const schemaOf = (schema: GenericSchema) => {
	const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' });
	return rest;
};

const REFUSAL = {
	description: 'Refused; `reason` says why in one word',
	content: {
		'application/json': {
			schema: { type: 'object', properties: { reason: { type: 'string' } }, required: ['reason'] }
		}
	}
};

/** OpenAPI 3.1, made from the same table and the same schemas that route and validate. */
export function describe(routes: readonly Route[]): Record<string, unknown> {
	const paths: Record<string, Record<string, unknown>> = {};
	for (const route of routes) {
		const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`;
		(paths[path] ??= {})[route.method.toLowerCase()] = operation(route);
	}
	return {
		openapi: '3.1.0',
		info: { title: 'Rowan', version: '1', description: 'Everything marked sealed is opaque to the server.' },
		paths,
		components: {
			securitySchemes: {
				session: { type: 'apiKey', in: 'cookie', name: '__Host-s' },
				operator: { type: 'http', scheme: 'bearer' }
			}
		}
	};
}

function operation(route: Route) {
	const named = [...route.path.matchAll(/:(\w+)/g)].map((m) => m[1] ?? '');
	const parameters = named.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
	const content = (schema: GenericSchema) => ({ 'application/json': { schema: schemaOf(schema) } });
	return {
		summary: route.summary,
		'x-who': route.who,
		...(route.who === 'nobody' ? {} : { security: [route.who === 'operator' ? { operator: [] } : { session: [] }] }),
		parameters: [...parameters, ...queryParameters(route)],
		...(route.body ? { requestBody: { required: true, content: content(route.body) } } : {}),
		responses: {
			...(route.answer
				? { 200: { description: 'Done', content: content(route.answer) } }
				: { 200: { description: 'Done' } }),
			default: REFUSAL
		}
	};
}

function queryParameters(route: Route) {
	if (!route.query) return [];
	const { properties = {}, required = [] } = schemaOf(route.query) as {
		properties?: Record<string, unknown>;
		required?: string[];
	};
	return Object.entries(properties).map(([name, schema]) => ({
		name,
		in: 'query',
		required: required.includes(name),
		schema
	}));
}
