import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { EstimateDisputeView } from '../../modules/estimates/estimate-dispute.view';
import { EstimateDisputesReader } from '../../modules/estimates/estimate-disputes.reader';
import type { DisputeShown } from './dispute-card';

/** The disputes of a bill as the estimate's page shows them. Tx: joins the open one or opens its own. */
@Injectable()
export class DisputeDesk {
  constructor(private readonly disputes: EstimateDisputesReader) {}

  /** The newest first. */
  async ofEstimate(estimateId: string): Promise<DisputeShown[]> {
    return (await this.disputes.list({ estimateId })).data.map(toShown);
  }
}

const toShown = (dispute: EstimateDisputeView): DisputeShown => ({
  id: dispute.id,
  isOpen: dispute.status === 'open',
  initiatedOn: parseBusinessDate(dispute.initiatedOn),
  reference: dispute.reference ?? undefined,
  billed: Money.cents(dispute.billedCents),
  outcome: dispute.outcome ?? undefined,
  payable: dispute.payableCents === null ? undefined : Money.cents(dispute.payableCents),
  decidedOn: dispute.decidedOn === null ? undefined : parseBusinessDate(dispute.decidedOn),
});
