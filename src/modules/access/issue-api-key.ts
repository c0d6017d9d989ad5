import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { RequestContext, type Role } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import type { IssuedApiKeyView } from './api-key.view';
import { toApiKeyView } from './api-keys.reader';
import { newApiKey, prefixOf } from './credentials/tokens';
import { ApiKeysRepository } from './persistence/api-keys.repository';
import { RecordAuditEvent } from './record-audit-event';
import { StaffUsersReader } from './staff-users.reader';

export interface IssueApiKeyInput {
  /** What the key is for, shown in the audit trail; never a patient's name. */
  readonly label: string;
  readonly role: Role;
  /** The person it belongs to, if it is one person's: it ends when they are disabled. Their role, no more. */
  readonly staffUserId?: string;
  /** A key in our own form that was made elsewhere, for demo clinics whose replicas must agree; random unless given. */
  readonly key?: string;
}

/**
 * Issues an API key for the context's clinic. The key is returned once; only its SHA-256 is kept.
 *
 * Tx: joins or opens one. Errors: `staff_user_unknown`, `forbidden` for a role that is not the owner's.
 */
@Injectable()
export class IssueApiKey {
  constructor(
    private readonly context: RequestContext,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly users: StaffUsersReader,
    private readonly keys: ApiKeysRepository,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(input: IssueApiKeyInput): Promise<IssuedApiKeyView> {
    const { label, role, staffUserId } = input;
    return this.transactions.run(async () => {
      if (staffUserId !== undefined) await this.checkOwner(staffUserId, role);
      const key = input.key ?? newApiKey().key;
      const prefix = prefixOf(key);
      invariant(prefix, 'an API key has the form ckb_<prefix>_<secret>');
      const { clinicId } = this.context;
      const id = newId(this.clock.now());
      const row = await this.keys.insert({ clinicId, id, prefix, key, role, label, staffUserId });
      await this.audit.execute({ action: 'api_key.issue', subject: { type: 'api_key', id }, facts: { role } });
      return { ...toApiKeyView(row), key };
    });
  }

  private async checkOwner(staffUserId: string, role: Role): Promise<void> {
    const owner = await this.users.get(staffUserId);
    if (owner.status !== 'active' || owner.role !== role)
      throw new DomainError('forbidden', { detail: 'A person’s key has the role of that person, who must be active.' });
  }
}
