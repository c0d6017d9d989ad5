import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { Passwords } from './credentials/passwords';
import { StaffSessionsRepository } from './persistence/staff-sessions.repository';
import { StaffUsersRepository } from './persistence/staff-users.repository';
import { RecordAuditEvent } from './record-audit-event';

export interface ChangePasswordInput {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/**
 * Changes the signed-in user's own password and ends all of their sessions, this one included: sign in again.
 * The current password counts as a guess like any other.
 *
 * Tx: opens its own. Errors: `forbidden` for anyone but a signed-in user, `sign_in_failed` for a wrong current password,
 * `sign_in_throttled`, `password_unacceptable`.
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly context: RequestContext,
    private readonly transactions: Transactions,
    private readonly passwords: Passwords,
    private readonly users: StaffUsersRepository,
    private readonly sessions: StaffSessionsRepository,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute(input: ChangePasswordInput): Promise<void> {
    const { actor } = this.context;
    if (actor.kind !== 'staff') throw new DomainError('forbidden');
    const subject = { type: 'staff_user', id: actor.id };
    const checked = await this.passwords.check(actor.label, input.currentPassword);
    const { account } = checked;
    if (!account || !checked.isRight) {
      await this.transactions.run(() => this.audit.execute({ action: 'session.refuse', subject }));
      throw new DomainError('sign_in_failed');
    }
    const newHash = await this.passwords.hashNew(input.newPassword, actor.label);
    await this.transactions.run(async () => {
      this.passwords.accept(checked);
      if (!(await this.users.replacePassword(actor.id, account.password_hash, newHash)))
        throw new DomainError('sign_in_failed');
      this.sessions.revokeAllOf(actor.id);
      await this.audit.execute({ action: 'staff_user.change_password', subject });
    });
  }
}
