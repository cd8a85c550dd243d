import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canEnter, canRead, serverAccount, type Account } from './account.js';

let folder: string;
let owner: Account;
let member: Account;
const stranger: Account = { uid: 54_321, gid: 54_321 };

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'brainboard-account-')), 'inside');
  mkdirSync(folder);
  chmodSync(join(folder, '..'), 0o755);
  const { uid, gid } = statSync(folder);
  owner = { uid, gid: 54_321 };
  member = { uid: 54_321, gid };
});

afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(join(folder, '..'), { recursive: true });
});

describe('the rights of a user', () => {
  it.each([
    { mode: 0o700, may: [true, false, false] },
    { mode: 0o710, may: [true, true, false] },
    { mode: 0o701, may: [true, false, true] },
    { mode: 0o666, may: [false, false, false] },
  ])('to enter a folder of mode %o', ({ mode, may }) => {
    chmodSync(folder, mode);

    expect([owner, member, stranger].map((account) => canEnter(folder, account))).toEqual(may);
  });

  it.each([
    { mode: 0o600, may: [true, false, false] },
    { mode: 0o640, may: [true, true, false] },
    { mode: 0o604, may: [true, false, true] },
    { mode: 0o111, may: [false, false, false] },
  ])('to read a file of mode %o', ({ mode, may }) => {
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'file'), '');
    chmodSync(join(folder, 'file'), mode);

    expect([owner, member, stranger].map((account) => canRead(join(folder, 'file'), account))).toEqual(may);
  });

  it('depend on every folder above', () => {
    mkdirSync(join(folder, 'open'));
    writeFileSync(join(folder, 'open', 'file'), '');
    chmodSync(folder, 0o700);

    expect(canEnter(join(folder, 'open'), stranger)).toBe(false);
    expect(canRead(join(folder, 'open', 'file'), stranger)).toBe(false);
  });
});

describe('the user that the server runs as', () => {
  it('is an ordinary user themselves', () => {
    expect(serverAccount(folder, 1000)).toBeUndefined();
  });

  it('is nobody for root, at first', () => {
    expect(serverAccount(join(folder, 'missing'), 0)).toEqual({ uid: 65_534, gid: 65_534 });
  });

  it('is for root the owner of the database, unless root owns it', () => {
    const { uid, gid } = statSync(folder);

    expect(serverAccount(folder, 0)).toEqual(uid === 0 ? { uid: 65_534, gid: 65_534 } : { uid, gid });
  });
});
