import type { ClaimId, Id } from '../../kernel/ids';
import { BooleanField, EnumField, ListField, TextField, UuidField } from '../../platform/http/fields';
import type { ClaimBatchId } from './claim-batch.view';

export type AcknowledgementId = Id<'Acknowledgement'>;

/** What an acknowledgement did: moved something, told nothing new, or was about nothing of ours. */
export const ACKNOWLEDGEMENT_OUTCOMES = ['accepted', 'rejected', 'noted', 'unmatched'] as const;
export type AcknowledgementOutcome = (typeof ACKNOWLEDGEMENT_OUTCOMES)[number];

/** One file or one claim that was acknowledged. */
export class AcknowledgementView {
  @EnumField(['999', '277CA'])
  readonly kind: '999' | '277CA';

  @TextField({ description: 'The number of the file, or the control number of the claim.' })
  readonly reference: string;

  @UuidField({ nullable: true })
  readonly batchId: ClaimBatchId | null;

  @UuidField({ nullable: true })
  readonly claimId: ClaimId | null;

  @TextField({ example: 'A2', description: 'IK501 or AK901 of a 999; category of a 277CA.' })
  readonly code: string;

  @TextField({ max: 1000, nullable: true, description: 'Status code, or what was wrong with the file.' })
  readonly detail: string | null;

  @EnumField(ACKNOWLEDGEMENT_OUTCOMES)
  readonly outcome: AcknowledgementOutcome;
}

/** The answer to a file of acknowledgements. */
export class AcknowledgementsView {
  @UuidField()
  readonly fileId: string;

  @BooleanField({ description: 'It had been applied before: nothing happened.' })
  readonly isRepeat: boolean;

  @ListField(() => AcknowledgementView, { maxItems: 10_000 })
  readonly acknowledgements: readonly AcknowledgementView[];
}
