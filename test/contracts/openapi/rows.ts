import type pg from 'pg';

/** By database: the one statement, which is planned once. */
const statements = new WeakMap<pg.Pool, string>();

/** Every table with a fingerprint of its rows. */
export async function fingerprints(database: pg.Pool): Promise<Record<string, string>> {
  const text = statements.get(database) ?? (await statementFor(database));
  statements.set(database, text);
  const { rows } = await database.query<{ name: string; print: string }>({ name: 'fingerprints', text });
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}

async function statementFor(database: pg.Pool): Promise<string> {
  const { rows: tables } = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  return tables
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS print
         FROM "${name}" t`,
    )
    .join(' UNION ALL ');
}
