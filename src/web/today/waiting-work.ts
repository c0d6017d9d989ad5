import { Injectable } from '@nestjs/common';
import { Authorize } from '../../modules/access/authorize';
import { ClaimsToWorkReader } from '../../modules/claims/claims-to-work.reader';
import type { TaskKind } from '../../modules/tasks/task-kinds';
import { TasksReader } from '../../modules/tasks/tasks.reader';
import { Transactions } from '../../platform/database/transactions';
import type { WaitingRow } from './waiting-card';
import { WaitingPromises } from './waiting-promises';

const MOST = 200;

/** Tasks a front desk looks at first, as they are called on its page. */
const TASKS: readonly (readonly [TaskKind, string])[] = [
  ['installment_uncollected', 'Installments not collected'],
  ['remittance_suspended', 'Remittances that do not add up'],
  ['remittance_unmatched', 'Remittances without a claim'],
];

/** Everything that waits beyond the visits of the day, for whoever may see it. Tx: joins the open one or opens its own. */
@Injectable()
export class WaitingWork {
  constructor(
    private readonly tx: Transactions,
    private readonly promises: WaitingPromises,
    private readonly tasks: TasksReader,
    private readonly claims: ClaimsToWorkReader,
    private readonly authorize: Authorize,
  ) {}

  read(): Promise<WaitingRow[]> {
    return this.tx.run(async () => [
      ...(await this.tasksOpen()),
      ...(await this.promises.read()),
      ...(this.authorize.may('claims.read') ? await this.claimsOnHold() : []),
    ]);
  }

  private async tasksOpen(): Promise<WaitingRow[]> {
    const rows: WaitingRow[] = [];
    for (const [kind, what] of TASKS) {
      const { data } = await this.tasks.list({ kind, status: 'open', limit: MOST });
      if (data.length > 0) rows.push({ href: `/tasks?kind=${kind}`, what, count: data.length });
    }
    return rows;
  }

  private async claimsOnHold(): Promise<WaitingRow[]> {
    const held = (await this.claims.counts()).find(({ status }) => status === 'draft')?.count ?? 0;
    return held > 0 ? [{ href: '/claims?status=draft', what: 'Claims on hold', count: held }] : [];
  }
}
