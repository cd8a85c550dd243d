import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signUp, type Person } from '../factories/users.js';
import { Contract, type Prepared, type Variation } from './openapi/contract.js';
import { parametersIn, type Operation } from './openapi/document.js';
import { interaction } from './openapi/recipes.js';

/** What only administrators may ask for. */
const FOR_ADMINS = ['getTotalUsage', 'getUser', 'listUsers', 'updateUser'];

describe('who may ask the running server for what', () => {
  let contract: Contract;
  let over: Person;
  let deactivated: Person;

  beforeAll(async () => {
    contract = await Contract.start();
    const { server, database } = contract.world;
    [over, deactivated] = [await signUp(server), await signUp(server)];
    await over.api.post('/auth/logout');
    await database.query('UPDATE users SET is_active = false WHERE id = $1', [deactivated.id]);
  });

  afterAll(() => contract.stop());

  const isClosed = (operation: Operation): boolean => operation.isClosed;
  const isForAdmins = ({ responses }: Operation): boolean =>
    responses.get(403)?.description.includes('role_required') === true;
  const isAboutOne = (operation: Operation): boolean => parametersIn(operation, 'path').length > 0;
  // Where anybody may ask, the address itself is the secret.
  const isOnesOwn = (operation: Operation): boolean => isClosed(operation) && isAboutOne(operation);

  async function refusal(
    prepared: Prepared,
    variation: Variation,
  ): Promise<{ status: number; code: unknown }> {
    const { status, body } = await contract.ask(prepared, variation);
    return { status, code: (body as { error?: { code: string } }).error?.code };
  }

  it('lets nobody in without an access token that counts', async () => {
    await contract.forEach(isClosed, async (prepared) => {
      const [header, claims, signature = ''] = prepared.person.tokens.accessToken.split('.');
      const tokens = {
        token_missing: null,
        token_invalid: `${header}.${claims}.${signature.split('').reverse().join('')}`,
        session_over: over.tokens.accessToken,
      };

      await contract.unchanged(async () => {
        for (const [code, token] of Object.entries(tokens))
          expect(await refusal(prepared, { token })).toEqual({ status: 401, code });
        expect(await refusal(prepared, { token: deactivated.tokens.accessToken })).toMatchObject({
          status: 401,
        });
      });
    });
  });

  it("answers as if what is another's did not exist, also to administrators", async () => {
    await contract.forEach(
      (operation) => isOnesOwn(operation) && !isForAdmins(operation),
      async (prepared) => {
        const { other, admin } = contract.world;

        await contract.unchanged(async () => {
          for (const { tokens } of [other, admin])
            expect(await refusal(prepared, { token: tokens.accessToken })).toMatchObject({ status: 404 });
        });
      },
    );
  });

  it('answers that what nobody has does not exist', async () => {
    await contract.forEach(isAboutOne, async (prepared) => {
      const path = prepared.operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
        name === 'date' ? contract.world.today : randomUUID(),
      );

      expect(await contract.unchanged(() => refusal({ ...prepared, path }, {}))).toMatchObject({
        status: 404,
      });
    });
  });

  it('lets only administrators see and change the accounts of others', async () => {
    const found: string[] = [];
    await contract.forEach(isForAdmins, async (prepared) => {
      found.push(prepared.operation.id);
      const token = contract.world.owner.tokens.accessToken;

      expect(await contract.unchanged(() => refusal(prepared, { token }))).toEqual({
        status: 403,
        code: 'role_required',
      });
    });

    expect(found.sort()).toEqual(FOR_ADMINS);
  });

  it('refuses an id that another has taken, and says nothing of whose it is', async () => {
    await contract.forEach(
      ({ body }) => contract.document.propertiesOf(body?.schema).id !== undefined,
      async (prepared) => {
        const { data } = (await contract.ask(prepared)).body as { data: { id: string } };
        const others = {
          ...prepared,
          person: contract.world.other,
          path: await othersPath(prepared.operation),
        };

        const answer = await contract.unchanged(() =>
          refusal(others, { body: { ...others.body, id: data.id } }),
        );

        expect(answer).toEqual({ status: 409, code: 'id_taken' });
      },
    );
  });

  it("moves nothing into what is another's", async () => {
    const { other, todoId } = contract.world;
    const widgetId = await addFor(other, '/widgets', { type: 'todo', title: 'Mine' });
    const id = await addFor(other, `/widgets/${widgetId}/tasks`, { content: 'Stay mine' });
    const move = { ...(await contract.prepare('updateTask')), person: other, path: `/api/v1/tasks/${id}` };

    const answer = await contract.unchanged(() => refusal(move, { body: { widgetId: todoId } }));

    expect(answer).toMatchObject({ status: 404 });
  });

  it("takes no interaction with what is another's", async () => {
    const { other: person, todoId } = contract.world;
    const told = { ...(await contract.prepare('recordInteractions')), person };

    const { body } = await contract.unchanged(() =>
      contract.ask(told, { body: { interactions: [interaction(todoId)] } }),
    );

    expect(body).toMatchObject({ data: { accepted: 0, ignored: 1 } });
  });

  /** The path of the same operation below something of the other person's. */
  async function othersPath({ path }: Operation): Promise<string> {
    const { other } = contract.world;
    const widget = (type: string): Promise<string> => addFor(other, '/widgets', { type, title: 'Mine' });
    const parents: Record<string, () => Promise<string>> = {
      '/api/v1/widgets': () => Promise.resolve(''),
      '/api/v1/widgets/{id}/tasks': () => widget('todo'),
      '/api/v1/widgets/{id}/trackers': () => widget('tracker'),
      '/api/v1/widgets/{id}/searches': () => widget('websearch'),
      '/api/v1/widgets/{id}/alarms': () => widget('alarm'),
      '/api/v1/widgets/{id}/events': () => widget('calendar'),
      '/api/v1/widgets/{id}/notes': () => widget('notes'),
      '/api/v1/trackers/{id}/entries': async () =>
        addFor(other, `/widgets/${await widget('tracker')}/trackers`, { name: 'Run', kind: 'habit' }),
    };
    const parent = parents[path];
    if (!parent) throw new Error(`where could another person POST ${path}?`);
    return path.replace('{id}', await parent());
  }

  async function addFor({ api }: Person, path: string, body: object): Promise<string> {
    return (await api.post<{ id: string }>(path, body)).data.id;
  }
});
