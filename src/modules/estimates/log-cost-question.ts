import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { EstimateClock, type EstimateOccasionInput } from './estimate-clock';
import { EstimatesRepository } from './persistence/estimates.repository';

/**
 * Writes down that an estimate is owed before anybody knows what for: a patient asked what it would cost, or a service
 * was scheduled. The clock runs from then; issuing an estimate for the patient and provider stops it.
 *
 * Tx: joins or opens one. Errors: `patient_unknown`, `provider_unknown`, `validation_failed` when neither is told.
 */
@Injectable()
export class LogCostQuestion {
  constructor(
    private readonly tx: Transactions,
    private readonly occasion: EstimateClock,
    private readonly estimates: EstimatesRepository,
    private readonly clock: Clock,
  ) {}

  /** The owed estimate's id. */
  execute(input: EstimateOccasionInput): Promise<string> {
    if (!input.requestedAt && !input.scheduledFor)
      throw new DomainError('validation_failed', {
        errors: [{ pointer: '/requestedAt', message: 'say when the patient asked, or what was scheduled' }],
      });
    return this.tx.run(async () => {
      const { today: _today, ...row } = await this.occasion.of(input);
      const id = newId<string>(this.clock.now());
      await this.estimates.insert(
        {
          ...row,
          id,
          number: null,
          version: 1,
          replacesId: null,
          patientId: input.patientId,
          providerId: input.providerId,
          protocolCode: null,
          state: 'owed',
          startsOn: null,
          endsOn: null,
          diagnoses: [],
          items: [],
          totalMinCents: '0',
          totalMaxCents: '0',
          issuedOn: null,
          issuedAt: null,
        },
        this.occasion.author(),
      );
      await this.occasion.record('estimate.owe', id, { rule: row.dueRule });
      return id;
    });
  }
}
