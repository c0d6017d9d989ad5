import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import { Transactions } from '../../../platform/database/transactions';
import { type AccountRow, StaffUsersRepository } from '../persistence/staff-users.repository';
import { PasswordHasher } from './password-hasher';
import {
  PASSWORD_MAX_CHARACTERS,
  PASSWORD_MIN_CHARACTERS,
  type PasswordProblem,
  passwordProblem,
} from './password-rules';
import { type SignInAttempt, SignInThrottle } from './sign-in-throttle';

/** The outcome of one guess. */
export interface CheckedPassword {
  readonly attempt: SignInAttempt;
  /** The account the e-mail names, if there is one. */
  readonly account?: AccountRow;
  /** Whether the password is its password and it may sign in. */
  readonly isRight: boolean;
}

const REASONS: Readonly<Record<PasswordProblem, string>> = {
  too_short: `Use at least ${PASSWORD_MIN_CHARACTERS} characters; a few unrelated words are good.`,
  too_long: `Use at most ${PASSWORD_MAX_CHARACTERS} characters.`,
  common: 'That is one of the first things an attacker tries. Use a few unrelated words.',
  contains_email: 'Do not put the e-mail address into the password.',
};

/** Passwords of staff users: throttled checking, and hashing of what the rules accept. */
@Injectable()
export class Passwords {
  constructor(
    private readonly throttle: SignInThrottle,
    private readonly hasher: PasswordHasher,
    private readonly transactions: Transactions,
    private readonly users: StaffUsersRepository,
  ) {}

  /**
   * Spends one guess and checks it, with the same work whether or not the e-mail is known.
   * Tx: opens its own, and hashes outside them. Errors: `sign_in_throttled`.
   */
  async check(email: string, password: string): Promise<CheckedPassword> {
    const attempt = await this.throttle.take(email);
    const account = await this.transactions.runGlobal(() => this.users.findByEmail(email));
    const isRight = await this.hasher.matches(password, account?.password_hash);
    return { attempt, account, isRight: isRight && account?.status === 'active' };
  }

  /** Gives the guess back: it was right. Tx: needs one. */
  accept(checked: CheckedPassword): void {
    this.throttle.forgive(checked.attempt);
  }

  /** The hash to store for a new password. Errors: `password_unacceptable`, with the reason as `reason`. */
  async hashNew(password: string, email: string): Promise<string> {
    const reason = passwordProblem(password, email);
    if (reason) throw new DomainError('password_unacceptable', { detail: REASONS[reason], facts: { reason } });
    return this.hasher.hash(password);
  }
}
