import { Injectable } from '@nestjs/common';
import type { ClinicId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { Transactions } from '../../platform/database/transactions';
import type { BalanceFacts } from '../payments/processor-balance';
import { MirrorRepository } from './persistence/mirror.repository';

const SYSTEM = 'reconciliation:mirror';
/** A payout's own movement stands in `payouts`; what came back of one is mirrored with the payout that pays it again. */
const isMirrored = ({ role }: BalanceFacts): boolean => role !== 'payout';

/** Mirrors a clinic's movements of the processor's balance. Tx: opens one. Idempotent by: the movement's id. */
@Injectable()
export class MirrorMovements {
  constructor(
    private readonly context: RequestContext,
    private readonly tx: Transactions,
    private readonly mirror: MirrorRepository,
  ) {}

  execute(clinicId: ClinicId, movements: readonly BalanceFacts[]): Promise<void> {
    return this.context.runAs({ clinicId, actor: { kind: 'system', id: SYSTEM, label: SYSTEM } }, () =>
      this.tx.run(() => this.mirror.store(movements.filter(isMirrored))),
    );
  }
}
