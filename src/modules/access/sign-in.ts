import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import type { Principal } from '../../platform/context/request-context';
import { normalizeEmail } from './credentials/email';
import { Passwords } from './credentials/passwords';
import { newSessionToken } from './credentials/tokens';
import { AccessTrail, ANONYMOUS } from './persistence/access-trail';
import { StaffSessionsRepository } from './persistence/staff-sessions.repository';
import { SignOut } from './sign-out';

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** The User-Agent header, kept as a hash. */
  readonly userAgent?: string;
  /** The session cookie the browser came with, if any; it stops working. */
  readonly previousToken?: string;
}

/** A new session. The token goes into the cookie and is kept nowhere else. */
export interface SignedIn {
  readonly token: string;
  readonly principal: Principal;
}

/**
 * Opens a session for an e-mail and a password, always under a new token. A wrong password, an unknown e-mail and a
 * disabled user are one answer, after the same work; at most ten wrong guesses an account in half an hour. Every guess
 * let through is recorded; the one that leaves none (`guessesLeft` 0) stands for the refusals after it, so that nobody
 * can fill the trail from outside.
 *
 * Tx: opens its own. Errors: `sign_in_failed`, `sign_in_throttled`.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly passwords: Passwords,
    private readonly sessions: StaffSessionsRepository,
    private readonly trail: AccessTrail,
    private readonly signOut: SignOut,
  ) {}

  async execute(input: SignInInput): Promise<SignedIn> {
    const email = normalizeEmail(input.email);
    const checked = await this.passwords.check(email, input.password);
    const { account, attempt, isRight } = checked;
    const subject = { type: 'staff_user', id: account?.id };
    if (!account || !isRight) {
      const facts = { guessesLeft: attempt.guessesLeft };
      await this.trail.record(account?.clinic_id, ANONYMOUS, { action: 'session.refuse', subject, facts });
      throw new DomainError('sign_in_failed');
    }
    const token = newSessionToken();
    const actor = { kind: 'staff', id: account.id, role: account.role, label: email } as const;
    await this.trail.record(account.clinic_id, actor, { action: 'session.open', subject }, async () => {
      this.passwords.accept(checked);
      if (!(await this.sessions.open(account, token, input.userAgent))) throw new DomainError('sign_in_failed');
    });
    if (input.previousToken) await this.signOut.execute(input.previousToken);
    return { token, principal: { clinicId: account.clinic_id, actor } };
  }
}
