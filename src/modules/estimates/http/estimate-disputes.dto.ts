import { DISPUTE_OUTCOMES, type DisputeOutcome } from '../../../domain/estimates/dispute-ruling';
import { parseBusinessDate } from '../../../kernel/business-date';
import { Money } from '../../../kernel/money';
import { CentsField, DateField, EnumField, TextField, UuidField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import type { DecideEstimateDisputeInput } from '../decide-estimate-dispute';
import { ESTIMATE_DISPUTE_STATES, type EstimateDisputeState } from '../estimate-dispute.view';

/** POST /v1/estimates/:id/disputes */
export class OpenEstimateDisputeDto {
  @DateField({ description: 'The day the patient filed it.', example: '2026-11-22' })
  initiatedOn: string;

  @TextField({ max: 100, optional: true, description: 'Number of the case, when there is one.' })
  reference?: string;
}

/** POST /v1/estimate-disputes/:id/decide */
export class DecideEstimateDisputeDto {
  @EnumField(DISPUTE_OUTCOMES)
  outcome: DisputeOutcome;

  @CentsField({
    optional: true,
    description: 'Of the disputed bill; needed when the patient prevails or it was settled.',
    example: 310_000,
  })
  payableCents?: number;

  @CentsField({ optional: true, description: 'The filing fee: $25.00 when the patient prevails unless told.' })
  feeCreditCents?: number;

  @DateField({ optional: true, description: 'The clinic’s today unless told.' })
  decidedOn?: string;

  @TextField({ max: 500, optional: true, description: 'For the clinic’s own records; never a diagnosis.' })
  note?: string;

  static toInput = (dto: DecideEstimateDisputeDto): Omit<DecideEstimateDisputeInput, 'disputeId' | 'requestKey'> => ({
    outcome: dto.outcome,
    payable: dto.payableCents === undefined ? undefined : Money.cents(dto.payableCents),
    feeCredit: dto.feeCreditCents === undefined ? undefined : Money.cents(dto.feeCreditCents),
    decidedOn: dto.decidedOn === undefined ? undefined : parseBusinessDate(dto.decidedOn),
    note: dto.note,
  });
}

export class EstimateDisputesQueryDto extends PageQuery {
  @UuidField({ optional: true }) estimateId?: string;
  @UuidField({ optional: true }) patientId?: string;
  @EnumField(ESTIMATE_DISPUTE_STATES, { optional: true }) status?: EstimateDisputeState;
}
