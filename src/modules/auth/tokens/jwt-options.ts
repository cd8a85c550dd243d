import type { JwtModuleOptions } from '@nestjs/jwt';
import type { Config } from '../../../config/config.js';
import { SigningKeys } from './signing-keys.js';

/** The only algorithm that is signed with or accepted. */
export const ALGORITHM = 'HS256';

/** How access tokens are signed. */
export function jwtOptions(config: Config): JwtModuleOptions {
  const { id, key } = new SigningKeys(config).current;
  return { secret: key, signOptions: { algorithm: ALGORITHM, keyid: id, issuer: config.auth.issuer } };
}
