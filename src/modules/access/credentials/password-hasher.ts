import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { normalizePassword } from './password-rules';

/** argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. The library's default variant is id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes and checks passwords off the main thread; about ten milliseconds of one core each. */
@Injectable()
export class PasswordHasher {
  /** What an unknown account is checked against, so that its answer takes as long as a known one's. */
  private readonly decoy = hash(randomBytes(32), COST);

  /** The PHC string to store. */
  hash(password: string): Promise<string> {
    return hash(normalizePassword(password), COST);
  }

  /** Whether the password is the stored one. Without a stored one the same work is done and the answer is no. */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const isRight = await verify(stored ?? (await this.decoy), normalizePassword(password));
    return isRight && stored !== undefined;
  }
}
