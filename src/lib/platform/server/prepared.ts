import type { Compilable, CompiledQuery } from 'kysely';
import type { Db } from './db.ts';
import { directly } from './dialect.ts';

/**
 * A query that runs on every request, built once for each database: building takes longer than running it.
 * `build` puts a `?` wherever a value goes; the values are given in that order when it is asked. Anything else in it
 * must be a literal (`sql.lit`), since the database would see it as a value too.
 */
export function prepared<Values extends readonly unknown[], Row>(
	build: (db: Db) => Compilable<Row>
): (db: Db, ...values: Values) => Promise<Row[]> {
	// By dialect: each transaction is a database of its own.
	const built = new WeakMap<object, CompiledQuery<Row>>();
	return async (db, ...values) => {
		const { adapter } = db.getExecutor();
		let query = built.get(adapter);
		if (!query) {
			query = build(db).compile();
			if (query.parameters.length !== values.length) throw new Error('a prepared query takes only what it is given');
			built.set(adapter, query);
		}
		const read = directly(db);
		if (read) return read(query.sql, values) as Row[];
		const { rows } = await db.executeQuery<Row>({ ...query, parameters: values });
		return rows;
	};
}
