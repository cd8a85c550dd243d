import { describe, expect, it } from '@jest/globals';
import { EmbeddedPostgresError, errorCode, explainFolderError } from './embedded-postgres.errors.js';

describe('an error about the data folder', () => {
  it.each([
    { code: 'EACCES', words: 'this user may not read or write it' },
    { code: 'EROFS', words: 'its file system is read-only' },
    { code: 'ENOSPC', words: 'the disk is full' },
  ])('is put in words: $code', ({ code, words }) => {
    const cause = Object.assign(new Error(code), { code, path: '/data/postgres.json' });

    const error = explainFolderError('/data', cause);

    expect(error).toMatchObject({ name: 'EmbeddedPostgresError', problem: 'folder_unusable', cause });
    expect((error as Error).message).toContain(words);
    expect((error as Error).message).toContain('(/data/postgres.json)');
  });

  it('is put in words also without a path', () => {
    const error = explainFolderError('/data', Object.assign(new Error('x'), { code: 'ENOSPC' }));

    expect((error as Error).message).toContain("/data can't be used: the disk is full. Set DATA_DIR");
  });

  it.each([
    new TypeError('a mistake of ours'),
    new EmbeddedPostgresError('port_taken', 'taken'),
    undefined,
    'text',
  ])('stays what it is when it is something else: %s', (error) => {
    expect(explainFolderError('/data', error)).toBe(error);
  });
});

describe('the code of an error', () => {
  it.each([
    [{ code: 'ENOENT' }, 'ENOENT'],
    [{ code: 7 }, undefined],
    [new Error('none'), undefined],
    [null, undefined],
    ['ENOENT', undefined],
  ])('of %j is %s', (error, code) => {
    expect(errorCode(error)).toBe(code);
  });
});
