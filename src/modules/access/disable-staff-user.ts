import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from './record-audit-event';
import { StaffAccess } from './persistence/staff-access';
import type { StaffUserView } from './staff-user.view';
import { StaffUsersReader } from './staff-users.reader';

/**
 * Shuts a person out: no new session, and their sessions and API keys end now. Disabling twice changes nothing.
 * Nobody disables themselves, so a clinic never loses its last administrator by mistake.
 *
 * Tx: joins or opens one. Errors: `staff_user_unknown`, `forbidden` for oneself.
 */
@Injectable()
export class DisableStaffUser {
  constructor(
    private readonly context: RequestContext,
    private readonly transactions: Transactions,
    private readonly users: StaffUsersReader,
    private readonly access: StaffAccess,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute(id: string): Promise<StaffUserView> {
    const { actor } = this.context;
    if (actor.kind === 'staff' && actor.id === id)
      throw new DomainError('forbidden', { detail: 'Another administrator has to disable you.' });
    const disabled = await this.transactions.run(async () => {
      const before = await this.users.get(id);
      if (before.status === 'disabled') return before;
      await this.access.shutOut(id);
      await this.audit.execute({ action: 'staff_user.disable', subject: { type: 'staff_user', id } });
      return this.users.get(id);
    });
    this.access.forgetKeys();
    return disabled;
  }
}
