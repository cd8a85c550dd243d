import { describe, expect, it } from '@jest/globals';
import type { Actor, Role } from '../../common/auth/actor.js';
import { AdminRequired, OwnAccount } from './users.errors.js';
import { requireAdmin, requireAdminOfOther } from './users.policy.js';

const actor = (role: Role): Actor => ({
  id: 'me',
  sessionId: 's',
  role,
  timeZone: 'UTC',
  dayStart: '00:00',
  dataVersion: 0,
});

describe('who may do what to accounts', () => {
  it('lets administrators see them, and nobody else', () => {
    expect(() => {
      requireAdmin(actor('admin'));
    }).not.toThrow();
    expect(() => {
      requireAdmin(actor('user'));
    }).toThrow(AdminRequired);
  });

  it('lets administrators change the standing of others, but not their own', () => {
    expect(() => {
      requireAdminOfOther(actor('admin'), 'another');
    }).not.toThrow();
    expect(() => {
      requireAdminOfOther(actor('admin'), 'me');
    }).toThrow(OwnAccount);
    expect(() => {
      requireAdminOfOther(actor('user'), 'another');
    }).toThrow(AdminRequired);
  });
});
