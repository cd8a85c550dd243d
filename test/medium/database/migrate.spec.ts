import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseUnusable, migrate, requireMigrated } from '../../../src/platform/database/migrate.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { emptyDatabase } from '../../support/empty-database.js';
import type { ClonedDatabase } from '../../support/template-database.js';
import { testConfig } from '../../support/test-app.js';

const logger = createLogger({ level: 'silent', pretty: false });

let database: ClonedDatabase;

beforeEach(async () => {
  database = await emptyDatabase();
});

afterEach(() => database.drop());

describe('migrating', () => {
  it('is done once by several that start together', async () => {
    const config = testConfig(database.url);

    const done = await Promise.all([
      migrate(config, logger),
      migrate(config, logger),
      migrate(config, logger),
    ]);

    expect(done.filter((names) => names.length > 0)).toHaveLength(1);
    await expect(requireMigrated(config, logger)).resolves.toBeUndefined();
  });

  it('is asked for where it was not done, in words', async () => {
    await expect(requireMigrated(testConfig(database.url), logger)).rejects.toThrow(
      /^The database lacks \d+ migrations \(CreateEvents\d+ …\)\. Run the command migrate/,
    );
  });

  it('tells what is wrong with a database that can’t be reached', async () => {
    const nowhere = testConfig('postgres://user:hush@127.0.0.1:1/none');

    for (const attempt of [migrate, requireMigrated])
      await expect(attempt(nowhere, logger)).rejects.toThrow(DatabaseUnusable);
    await expect(migrate(nowhere, logger)).rejects.toThrow(/can't be used: .*ECONNREFUSED/);
  });
});
