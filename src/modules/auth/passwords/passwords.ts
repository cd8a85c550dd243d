import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { compare, getRounds, hash } from 'bcrypt';
import { Config } from '../../../config/config.js';
import { fitsBcrypt, normalizePassword } from './password-rules.js';

/** Hashes and checks passwords with bcrypt. */
@Injectable()
export class Passwords implements OnModuleInit {
  private decoy = '';

  constructor(private readonly config: Config) {}

  async onModuleInit(): Promise<void> {
    this.decoy = await this.hash(randomBytes(16).toString('hex'));
  }

  hash(password: string): Promise<string> {
    return hash(normalizePassword(password), this.config.auth.bcryptCost);
  }

  /** Whether the password has this hash; without one it takes just as long to say no. */
  async verify(password: string, passwordHash: string | undefined): Promise<boolean> {
    const matches = await compare(normalizePassword(password), passwordHash ?? this.decoy);
    return matches && passwordHash !== undefined && fitsBcrypt(password);
  }

  /** Whether the hash was made at another cost than is configured now. */
  isOutdated(passwordHash: string): boolean {
    return getRounds(passwordHash) !== this.config.auth.bcryptCost;
  }
}
