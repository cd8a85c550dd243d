import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
}

/** Licences that ask for no more than a notice. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  // Asks for its own changed files only, and ical.js ships unchanged.
  'MPL-2.0',
  'PostgreSQL',
  'Python-2.0',
  '(MIT OR CC0-1.0)',
];

/** MIT by their files, without a field that says so. */
const WITHOUT_FIELD = ['busboy', 'passport-strategy', 'pause', 'streamsearch'];

it('ships only packages whose licence allows it', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };

  const others = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { license }]) => ({ name: path.replace(/^.*node_modules\//, ''), license }))
    .filter(({ name, license }) => (license ? !ALLOWED.includes(license) : !WITHOUT_FIELD.includes(name)));

  expect(others).toEqual([]);
});
