import type pg from 'pg';

/** Every table with a fingerprint of its rows; tables of requests' own bookkeeping can be left out. */
export async function fingerprints(
  database: pg.Pool,
  except: readonly string[] = [],
): Promise<Record<string, string>> {
  const { rows: tables } = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL ($1) ORDER BY table_name`,
    [except],
  );
  const each = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ':' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS print
       FROM "${name}" t`,
  );
  const { rows } = await database.query<{ name: string; print: string }>(each.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}
