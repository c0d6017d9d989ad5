import { Injectable } from '@nestjs/common';
import { lastDayToReissue } from '../../domain/estimates/estimate-clock';
import { type BusinessDate, compareDates } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { newId, type PatientId, type ProviderId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { assertDiagnoses } from '../charges/visit-rules';
import { TakeNumber } from '../clinics/take-number';
import { EstimateClock, type EstimateOccasionInput } from './estimate-clock';
import { EstimateItems, type EstimateScope } from './estimate-items';
import { type EstimateRow, EstimatesRepository } from './persistence/estimates.repository';

export interface IssueEstimateInput extends EstimateScope, EstimateOccasionInput {
  readonly patientId: PatientId;
  readonly providerId: ProviderId;
  readonly diagnoses: readonly string[];
  /** The estimate this one takes the place of, and the first day of service it changes. */
  readonly replaces?: { readonly estimateId: string; readonly changesFrom: BusinessDate };
}

/**
 * Issues a Good Faith Estimate: what the patient may expect to be charged by one provider over at most twelve months. A
 * changed estimate replaces the one before, no later than one business day before the first service it changes.
 *
 * Tx: joins or opens one. Posts: nothing; an estimate is no charge.
 * Errors: those of {@link EstimateItems}; `patient_unknown`, `provider_unknown`, `diagnosis_invalid`, `estimate_unknown`,
 * `estimate_already_replaced`, `estimate_reissue_too_late` with `lastDay`.
 * Source: 45 CFR 149.610(b)(1), (c)(1); DOMAIN.md §6.
 */
@Injectable()
export class IssueEstimate {
  constructor(
    private readonly tx: Transactions,
    private readonly items: EstimateItems,
    private readonly occasion: EstimateClock,
    private readonly estimates: EstimatesRepository,
    private readonly numbers: TakeNumber,
    private readonly clock: Clock,
  ) {}

  /** The new estimate's id. */
  execute(input: IssueEstimateInput): Promise<string> {
    assertDiagnoses(input.diagnoses);
    return this.tx.run(async () => {
      const { today, ...deadline } = await this.occasion.of(input);
      const replaced = input.replaces && (await this.replaceable(input, today));
      const estimated = await this.items.of(input);
      const now = this.clock.now();
      const owed = await this.estimates.settleOwed(input.patientId, input.providerId, toDate(now));
      const id = newId<string>(now);
      if (replaced) await this.estimates.setReplaced(replaced.id, toDate(now));
      await this.estimates.insert(
        {
          ...deadline,
          ...earlier(deadline, owed),
          id,
          version: (replaced?.version ?? 0) + 1,
          replacesId: replaced?.id ?? null,
          patientId: input.patientId,
          providerId: input.providerId,
          protocolCode: input.protocolCode ?? null,
          state: 'issued',
          startsOn: replaced?.startsOn ?? input.startsOn.toString(),
          endsOn: lastDayOf(input).toString(),
          diagnoses: [...input.diagnoses],
          items: estimated.items,
          totalMinCents: estimated.least.toCents().toString(),
          totalMaxCents: estimated.most.toCents().toString(),
          number: replaced?.number ?? (await this.numbers.execute('estimate')),
          issuedOn: today.toString(),
          issuedAt: toDate(now),
        },
        this.occasion.author(),
      );
      await this.occasion.record('estimate.issue', id, { totalCents: estimated.most.toJSON() });
      return id;
    });
  }

  private async replaceable({ patientId, replaces }: IssueEstimateInput, today: BusinessDate): Promise<EstimateRow> {
    const old = replaces && (await this.estimates.lock(replaces.estimateId));
    if (!replaces || old?.patientId !== patientId)
      throw new DomainError('estimate_unknown', { detail: 'This patient has no such estimate.' });
    if (old.state !== 'issued' && old.state !== 'delivered') throw new DomainError('estimate_already_replaced');
    const lastDay = lastDayToReissue(replaces.changesFrom);
    if (compareDates(today, lastDay) > 0)
      throw new DomainError('estimate_reissue_too_late', {
        detail: `A changed estimate is given at least one business day before the service: by ${lastDay.toString()}.`,
        facts: { lastDay: lastDay.toString() },
      });
    return old;
  }
}

/** A clock that ran already goes on until the estimate is delivered. */
const earlier = (deadline: { dueBy: string | null }, owed: { dueBy: string; dueRule: string } | undefined) =>
  owed && (deadline.dueBy === null || owed.dueBy < deadline.dueBy) ? owed : {};

const lastDayOf = ({ startsOn, weeks }: EstimateScope): BusinessDate => startsOn.add({ days: weeks * 7 - 1 });
