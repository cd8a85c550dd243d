import { afterEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { cloneDatabase, type ClonedDatabase } from './template-database.js';

const clones: ClonedDatabase[] = [];

afterEach(async () => {
  await Promise.all(clones.splice(0).map((clone) => clone.drop()));
});

async function clone(): Promise<string> {
  const database = await cloneDatabase();
  clones.push(database);
  return database.url;
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows;
  } finally {
    await client.end();
  }
}

it('gives each test a database with the whole schema and nothing in it', async () => {
  const url = await clone();

  expect(await query(url, 'SELECT count(*)::int AS users FROM users')).toEqual([{ users: 0 }]);
});

it('keeps the databases of tests apart', async () => {
  const [one, other] = [await clone(), await clone()];

  await query(one, 'CREATE TABLE mine ()');

  await expect(query(other, 'SELECT FROM mine')).rejects.toMatchObject({ code: '42P01' });
});

it('gives many at the same time', async () => {
  const urls = await Promise.all(Array.from({ length: 8 }, clone));

  const names = await Promise.all(urls.map((url) => query(url, 'SELECT current_database() AS name')));
  expect(new Set(names.flat().map((row) => (row as { name: string }).name)).size).toBe(8);
});

it('drops a database that someone is still connected to', async () => {
  const url = await clone();
  const client = new pg.Client({ connectionString: url });
  const cut = new Promise((resolve) => client.once('error', resolve).on('error', () => undefined));
  await client.connect();

  await clones[0]!.drop();

  expect(await cut).toMatchObject({ code: '57P01' });
  await expect(query(url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
});
