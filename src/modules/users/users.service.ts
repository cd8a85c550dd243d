import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '../../common/auth/actor.js';
import { requireVersion } from '../../common/errors/app-error.js';
import { uuidv7 } from '../../common/ids/uuid.js';
import { mapPage, toPage, type PageOf, type PageRequest } from '../../common/paging/page.js';
import { Clock } from '../../common/time/clock.js';
import { normalizeEmail } from '../../common/validation/email.js';
import { isUniqueViolation } from '../../platform/database/postgres-errors.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EventLog } from '../../platform/events/event-log.js';
import { fieldsThatDiffer, givenOf, pick, toAccountView, toUserView } from './user-view.js';
import type { User } from './user.entity.js';
import type { AccountView, DayContext, Theme, UserView, WeekStart } from './users.contract.js';
import { AccountDeletionPending, EmailTaken, UserNotFound } from './users.errors.js';
import { UserCreated, UserEmailChanged, UserUpdated } from './users.events.js';
import { requireAdmin, requireAdminOfOther, requireOtherAdmin } from './users.policy.js';
import { UsersRepository } from './users.repository.js';

/** What an account begins with. */
export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly timeZone: string;
}

/** What people change about themselves; what is left out stays. */
export interface ProfileChanges {
  readonly name?: string;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly weekStart?: WeekStart;
  readonly dayStart?: string;
  readonly theme?: Theme;
  readonly preferences?: object;
}

/** What administrators change about others; what is left out stays. */
export interface StandingChanges {
  readonly role?: Role;
  readonly isActive?: boolean;
}

/** Accounts: who people are, how their days run, and what they may do. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly uow: UnitOfWork,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Makes an account without a way to sign in; throws EmailTaken. */
  create({ email, name, timeZone }: NewUser): Promise<UserView> {
    return this.uow.run(async () => {
      const now = this.clock.now();
      const user: User = {
        id: uuidv7(),
        email: normalizeEmail(email),
        name,
        role: 'user',
        isActive: true,
        deletesAt: null,
        timeZone,
        locale: 'en',
        weekStart: 'MO',
        dayStart: '00:00',
        theme: 'system',
        preferences: {},
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      await refuseTaken(() => this.users.insert(user));
      this.events.record(new UserCreated(user.id, { timeZone }));
      return toUserView(user);
    });
  }

  /** Throws UserNotFound. */
  async get(id: string): Promise<UserView> {
    return toUserView(found(await this.users.find(id)));
  }

  /** The account with this address, however it is written. */
  async findByEmail(email: string): Promise<UserView | undefined> {
    const user = await this.users.findByEmail(normalizeEmail(email));
    return user && toUserView(user);
  }

  /** What turns moments into this user's days; throws UserNotFound. */
  async dayContextOf(userId: string): Promise<DayContext> {
    return found(await this.users.findDayContext(userId));
  }

  /** Changes the actor's own profile; throws StaleVersionError. */
  update(actor: Actor, changes: ProfileChanges, expectedVersion?: number): Promise<UserView> {
    return this.uow.run(async () => {
      const user = found(await this.users.lock(actor.id));
      requireVersion(expectedVersion, user.version);
      return toUserView(await this.save(user, changes));
    });
  }

  /** Gives the actor's account another address to sign in with; throws EmailTaken, StaleVersionError. */
  changeEmail(actor: Actor, email: string, expectedVersion?: number): Promise<UserView> {
    return this.uow.run(async () => {
      const user = found(await this.users.lock(actor.id));
      requireVersion(expectedVersion, user.version);
      const address = normalizeEmail(email);
      if (address === user.email) return toUserView(user);

      const changes = { email: address, version: user.version + 1, updatedAt: this.clock.now() };
      await refuseTaken(() => this.users.update(user.id, changes), 'choose another one');
      this.events.record(new UserEmailChanged(user.id, {}));
      return toUserView({ ...user, ...changes });
    });
  }

  /** One page of all accounts, oldest first; `search` is a part of name or address. */
  async list(actor: Actor, search: string | undefined, page: PageRequest): Promise<PageOf<AccountView>> {
    requireAdmin(actor);
    const rows = await this.users.list(search, page);
    return mapPage(
      toPage(rows, page.limit, ({ createdAtKey, id }) => [createdAtKey, id]),
      toAccountView,
    );
  }

  /** Any account, for administrators; throws UserNotFound. */
  async getAccount(actor: Actor, id: string): Promise<AccountView> {
    requireAdmin(actor);
    return toAccountView(found(await this.users.find(id)));
  }

  /**
   * Changes what another person may do; throws OwnAccount, UserNotFound, LastAdmin, AccountDeletionPending,
   * StaleVersionError.
   */
  updateAccount(
    actor: Actor,
    id: string,
    changes: StandingChanges,
    expectedVersion?: number,
  ): Promise<AccountView> {
    requireAdminOfOther(actor, id);
    return this.uow.run(async () => {
      if (changes.role === 'user' || changes.isActive === false)
        requireOtherAdmin(await this.users.lockAdmins(), id);
      const user = found(await this.users.lock(id));
      requireVersion(expectedVersion, user.version);
      requireStanding(user, changes);
      return toAccountView(await this.save(user, changes));
    });
  }

  /** Whether anybody has an account; an installation without one is new. */
  hasAny(): Promise<boolean> {
    return this.users.hasAny();
  }

  /** Makes an administrator of the person with this address; throws UserNotFound, AccountDeletionPending. */
  grantAdmin(email: string): Promise<UserView> {
    return this.uow.run(async () => {
      const { id } = found(await this.users.findByEmail(normalizeEmail(email)));
      const user = found(await this.users.lock(id));
      requireStanding(user, { isActive: true });
      return toUserView(await this.save(user, { role: 'admin', isActive: true }));
    });
  }

  private async save(user: User, changes: ProfileChanges & StandingChanges): Promise<User> {
    const given = givenOf(changes);
    const changed = Object.assign({}, user, given, {
      version: user.version + 1,
      updatedAt: this.clock.now(),
    });
    const fields = fieldsThatDiffer(user, changed);
    if (fields.length === 0) return user;

    await this.users.update(user.id, { ...given, version: changed.version, updatedAt: changed.updatedAt });
    this.events.record(
      new UserUpdated(user.id, { before: pick(user, fields), after: pick(changed, fields) }),
    );
    return changed;
  }
}

/** Throws EmailTaken if another account has the address that is written. */
async function refuseTaken(write: () => Promise<void>, whatToDo?: string): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key')) throw new EmailTaken(whatToDo);
    throw error;
  }
}

/** An account that waits for its deletion is opened again by its owner only. */
function requireStanding({ deletesAt }: User, { isActive }: StandingChanges): void {
  if (deletesAt && isActive !== undefined) throw new AccountDeletionPending(deletesAt);
}

function found<T>(user: T | undefined): T {
  if (user === undefined) throw new UserNotFound();
  return user;
}
