import { Injectable } from '@nestjs/common';
import { Authorize } from '../../modules/access/authorize';
import { ClaimsToWorkReader } from '../../modules/claims/claims-to-work.reader';
import { DisputesReader } from '../../modules/payments/disputes.reader';
import { BankLinesReader } from '../../modules/reconciliation/bank-lines.reader';
import { ReconciliationsReader } from '../../modules/reconciliation/reconciliations.reader';
import type { SubjectPage } from './task-words';
import type { ApprovalRow, WorkQueueLink } from './to-do.page';

/** More than anybody answers at once. */
const MOST = 200;

/** What a role sees around the list of tasks: the other pages on which something waits, and what it may open and decide. */
@Injectable()
export class TaskSight {
  constructor(
    private readonly disputes: DisputesReader,
    private readonly lines: BankLinesReader,
    private readonly comparisons: ReconciliationsReader,
    private readonly claims: ClaimsToWorkReader,
    private readonly authorize: Authorize,
  ) {}

  get mayDecide(): boolean {
    return this.authorize.may('approvals.decide');
  }

  /** The page of a task, where the role may open it. */
  openable({ href, permission }: SubjectPage): string | undefined {
    return this.authorize.may(permission) ? href : undefined;
  }

  /** Approvals with the page of what each is about, where the role may open it. */
  async withPages(approvals: readonly ApprovalRow[]): Promise<ApprovalRow[]> {
    if (approvals.length === 0 || !this.authorize.may('claims.read')) return [...approvals];
    const claims = await this.claims.waitingWriteOffs();
    return approvals.map((approval) => {
      const claimId = claims.get(approval.id);
      return claimId ? { ...approval, href: `/claims/${claimId}` } : approval;
    });
  }

  queues(): Promise<WorkQueueLink[]> {
    const queues = [
      ...(this.authorize.may('disputes.read') ? [this.disputesToAnswer()] : []),
      ...(this.authorize.may('reconciliation.read') ? [this.linesToMatch(), this.differences()] : []),
    ];
    return Promise.all(queues);
  }

  private async disputesToAnswer(): Promise<WorkQueueLink> {
    const { data } = await this.disputes.list({ status: 'open', limit: MOST });
    return { href: '/disputes', label: 'Disputes to answer', count: data.filter((one) => one.isAnswerable).length };
  }

  private async linesToMatch(): Promise<WorkQueueLink> {
    const count = await this.lines.countUnmatched();
    return { href: '/reconciliation/bank-lines?status=unmatched', label: 'Bank lines to match', count };
  }

  private async differences(): Promise<WorkQueueLink> {
    const { length: count } = await this.comparisons.openDifferences();
    return { href: '/reconciliation', label: 'Books and processor differ', count };
  }
}
