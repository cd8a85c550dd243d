import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { WidgetTypeRegistry } from '../../src/modules/widgets/widget-type.registry.js';
import { startTestApp } from '../support/test-app.js';

const TYPES = 'src/modules/widgets/types';
const FOLDERS = readdirSync(TYPES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

it('every folder of a type has its line in the manifest, and its name is its key', async () => {
  const app = await startTestApp({ env: { ROLE: 'api' } });
  const types = app.app.get(WidgetTypeRegistry, { strict: false }).all();
  await app.close();

  expect(types.map(({ key }) => key).sort()).toEqual([...FOLDERS].sort());
});

it('every type is held to what holds for all of them', () => {
  expect(FOLDERS.filter((name) => !existsSync(`${TYPES}/${name}/${name}.widget.spec.ts`))).toEqual([]);
});

it('two types with one key end the start', () => {
  const provider = { instance: { key: 'todo' } };
  const discovery = { getProviders: () => [provider, provider] };

  expect(() => {
    new WidgetTypeRegistry(discovery as never).onModuleInit();
  }).toThrow('two widget types are called todo');
});
