import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId, type StaffUserId } from '../../kernel/ids';
import { RequestContext, type Role } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import { isEmail, normalizeEmail } from './credentials/email';
import { Passwords } from './credentials/passwords';
import { StaffUsersRepository } from './persistence/staff-users.repository';
import { RecordAuditEvent } from './record-audit-event';
import type { StaffUserView } from './staff-user.view';
import { toStaffUserView } from './staff-users.reader';

export interface CreateStaffUserInput {
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  readonly password: string;
}

/**
 * Adds a person to the context's clinic. One person, one e-mail, over all clinics: nobody shares a sign-in.
 *
 * Tx: joins or opens one. Errors: `validation_failed`, `email_taken`, `password_unacceptable`.
 */
@Injectable()
export class CreateStaffUser {
  constructor(
    private readonly context: RequestContext,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly passwords: Passwords,
    private readonly users: StaffUsersRepository,
    private readonly audit: RecordAuditEvent,
  ) {}

  async execute(input: CreateStaffUserInput): Promise<StaffUserView> {
    const email = normalizeEmail(input.email);
    if (!isEmail(email))
      throw new DomainError('validation_failed', { errors: [{ pointer: '/email', message: 'must be an e-mail' }] });
    const passwordHash = await this.passwords.hashNew(input.password, email);
    const id = newId<StaffUserId>(this.clock.now());
    return this.transactions.run(async () => {
      const { clinicId } = this.context;
      const { displayName, role } = input;
      if (!(await this.users.insert({ clinicId, id, email, displayName, role, passwordHash })))
        throw new DomainError('email_taken');
      await this.audit.execute({ action: 'staff_user.create', subject: { type: 'staff_user', id }, facts: { role } });
      return toStaffUserView(await this.users.get(id));
    });
  }
}
