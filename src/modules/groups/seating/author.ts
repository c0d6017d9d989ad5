import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import type { GroupSessionId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { RecordAuditEvent, type RecordAuditEventInput } from '../../access/record-audit-event';
import type { Author } from '../persistence/group-sessions.repository';

/** Who acts on a session, for the rows they write and the audit trail. */
@Injectable()
export class Authors {
  constructor(
    private readonly context: RequestContext,
    private readonly audit: RecordAuditEvent,
    private readonly clock: Clock,
  ) {}

  now(): Author {
    const { kind, id } = this.context.actor;
    return { kind, id, at: toDate(this.clock.now()) };
  }

  /** `open` -> action `group_session.open`. Tx: needs one. */
  record(verb: string, id: GroupSessionId, facts: RecordAuditEventInput['facts'] = {}): Promise<void> {
    return this.audit.execute({ action: `group_session.${verb}`, subject: { type: 'group_session', id }, facts });
  }
}
