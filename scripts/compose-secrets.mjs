/** Makes the secrets of compose.yaml in .data/compose where they are missing; those that exist stay. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join('.data', 'compose');

function keep(name, content) {
  const file = join(folder, name);
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
    // Readable for the users inside the containers; on this machine the folder lets only its owner in.
    chmodSync(file, 0o644);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}

mkdirSync(folder, { recursive: true, mode: 0o700 });
const password = keep('postgres_password', randomBytes(24).toString('hex'));
keep('database_url', `postgres://brainboard:${password}@postgres:5432/brainboard`);
keep('jwt_secret', randomBytes(48).toString('base64'));
keep('openai_api_key', '');
keep('serper_api_key', '');
