import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/auth/actor.js';
import { requireVersion } from '../../common/errors/app-error.js';
import { Clock } from '../../common/time/clock.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventLog } from '../../platform/events/event-log.js';
import { Logger } from '../../platform/logging/logger.js';
import { DELETION_GRACE_DAYS } from './users.contract.js';
import { UserNotFound } from './users.errors.js';
import { UserDeleted, UserDeletionRequested, UserRestored } from './users.events.js';
import { requireOtherAdmin } from './users.policy.js';
import { UsersRepository } from './users.repository.js';

const DAY_MS = 86_400_000;
/** Those of one run; the next one goes on. */
const MOST_ERASURES = 1_000;
const ERASURE_TIMEOUT_MS = 300_000;

/** Deletes accounts in two steps: first they rest, and can be restored; after the grace period they are erased. */
@Injectable()
export class AccountDeletionService {
  constructor(
    private readonly users: UsersRepository,
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Closes the actor's account until it is erased; throws LastAdmin, UserNotFound, StaleVersionError. */
  request(actor: Pick<Actor, 'id' | 'role'>, expectedVersion?: number): Promise<void> {
    return this.uow.run(async () => {
      if (actor.role === 'admin') requireOtherAdmin(await this.users.lockAdmins(), actor.id);
      const user = await this.users.lock(actor.id);
      // Deactivated since the actor was looked up: that is not to be undone by a restoration.
      if (!user?.isActive) throw new UserNotFound();
      requireVersion(expectedVersion, user.version);

      const now = this.clock.now();
      const deletesAt = new Date(now.getTime() + DELETION_GRACE_DAYS * DAY_MS);
      await this.users.update(user.id, {
        isActive: false,
        deletesAt,
        version: user.version + 1,
        updatedAt: now,
      });
      this.events.record(new UserDeletionRequested(user.id, { deletesAt: deletesAt.toISOString() }));
    });
  }

  /** Opens a deleted account again; false if it was erased, or is not to be deleted any more. */
  restore(userId: string): Promise<boolean> {
    return this.uow.run(async () => {
      if (!(await this.users.restore(userId, this.clock.now()))) return false;
      this.events.record(new UserRestored(userId, {}));
      return true;
    });
  }

  /** Erases the accounts whose grace period is over, each in a transaction of its own; one that fails holds up none. */
  async eraseDue(signal: AbortSignal): Promise<void> {
    const failures: unknown[] = [];
    for (const userId of await this.users.findDueForErasure(this.clock.now(), MOST_ERASURES)) {
      if (signal.aborted) break;
      await this.eraseOne(userId).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'some accounts could not be erased');
  }

  /** Erases an account at once, whether or not its owner asked for it: for what the program itself made. */
  eraseNow(userId: string): Promise<void> {
    return this.uow.run(async () => {
      await this.users.delete(userId);
      this.events.record(new UserDeleted(userId, {}));
    });
  }

  private async eraseOne(userId: string): Promise<void> {
    const isErased = await this.uow.run(async () => {
      if (!(await this.users.eraseDue(userId, this.clock.now(), ERASURE_TIMEOUT_MS))) return false;
      this.events.record(new UserDeleted(userId, {}));
      return true;
    });
    if (isErased) this.logger.info({ userId }, 'users.erased');
  }
}
