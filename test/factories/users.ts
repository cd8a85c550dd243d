import { randomUUID } from 'node:crypto';
import type { TokensView } from '../../src/modules/auth/auth.contract.js';
import type { Registration } from '../../src/modules/auth/auth.service.js';
import { AccountDeletionService } from '../../src/modules/users/account-deletion.service.js';
import type { UserView } from '../../src/modules/users/users.contract.js';
import { UsersService } from '../../src/modules/users/users.service.js';
import { ApiClient } from '../support/api-client.js';
import type { TestApp } from '../support/test-app.js';

/** A registered person and a client that speaks for them. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly user: UserView;
  readonly tokens: TokensView;
  readonly api: ApiClient;
}

/** A valid registration of somebody new. */
export function buildRegistration(given: Partial<Registration> = {}): Registration {
  return {
    email: `${randomUUID()}@example.org`,
    password: `Pw-${randomUUID()}`,
    name: 'Ada Lovelace',
    timeZone: 'Europe/Berlin',
    ...given,
  };
}

/** Registers somebody. */
export async function signUp(
  server: { readonly url: string },
  given: Partial<Registration> = {},
): Promise<Person> {
  const registration = buildRegistration(given);
  const nobody = new ApiClient(server.url);
  const { data } = await nobody.post<{ user: UserView; tokens: TokensView }>('/auth/register', registration);
  return {
    id: data.user.id,
    email: registration.email,
    password: registration.password,
    user: data.user,
    tokens: data.tokens,
    api: nobody.as(data.tokens.accessToken),
  };
}

/** Registers somebody and makes an administrator of them. */
export async function signUpAdmin(app: TestApp, given: Partial<Registration> = {}): Promise<Person> {
  const person = await signUp(app, given);
  await app.app.get(UsersService, { strict: false }).grantAdmin(person.email);
  return person;
}

/** Deletes somebody's account, which can be restored for a while. */
export async function deleteAccount({ api, password }: Person): Promise<void> {
  await api.delete('/users/me', { body: { password } });
}

/** Erases somebody with everything they have, as it is after their time to restore it. */
export async function eraseAccount(app: TestApp, { id }: Person): Promise<void> {
  await app.app.get(AccountDeletionService, { strict: false }).eraseNow(id);
}
