import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../../kernel/business-date';
import type { ClaimId, RemittanceId } from '../../../kernel/ids';
import type { Money } from '../../../kernel/money';
import { ClinicsReader } from '../../clinics/clinics.reader';
import { CloseTask } from '../../tasks/close-task';
import { RaiseTask } from '../../tasks/raise-task';
import type { TaskFacts, TaskKind } from '../../tasks/task-kinds';
import { AppealDaysReader } from '../persistence/appeal-days.reader';
import type { ClaimRow } from '../persistence/claims.repository';

/** A claim somebody has to look at. */
export interface ClaimNewsInput {
  readonly amount?: Money;
  readonly facts?: TaskFacts;
  /** The last day something can be done about it. */
  readonly dueOn?: BusinessDate;
}

const CLAIM_TASKS = ['claim_rejected', 'claim_denied', 'claim_rework'] as const;
export type ClaimTaskKind = (typeof CLAIM_TASKS)[number];

/** Tells people what needs them about claims and remittances. Tx: needs one, that of the news. */
@Injectable()
export class ClaimNews {
  constructor(
    private readonly raise: RaiseTask,
    private readonly close: CloseTask,
    private readonly appealDays: AppealDaysReader,
    private readonly clinics: ClinicsReader,
  ) {}

  /** The last day of an appeal against what was decided on the day, claim by claim. */
  async appealsDueOn(
    claimIds: readonly ClaimId[],
    decidedOn: BusinessDate,
  ): Promise<ReadonlyMap<ClaimId, BusinessDate>> {
    const days = await this.appealDays.ofClaims(claimIds);
    return new Map([...days].map(([id, count]) => [id, decidedOn.add({ days: count })]));
  }

  async aboutClaim(kind: ClaimTaskKind, claim: ClaimRow, news: ClaimNewsInput): Promise<void> {
    const { timeZone } = await this.clinics.settings();
    await this.raise.execute({
      kind,
      subject: { type: 'claim', id: claim.id },
      patientId: claim.patient_id,
      amount: news.amount,
      facts: { controlNumber: claim.control_number, ...news.facts },
      dueAt: news.dueOn?.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
    });
  }

  async aboutRemittance(
    kind: Extract<TaskKind, 'remittance_suspended' | 'remittance_unmatched' | 'remittance_review'>,
    id: RemittanceId,
    news: { amount?: Money; facts?: TaskFacts },
  ): Promise<void> {
    await this.raise.execute({ kind, subject: { type: 'remittance', id }, ...news });
  }

  /** The patient is owed money because a payer decided again. */
  async patientCredited(claim: ClaimRow, amount: Money, spendsHsaFsa: boolean): Promise<void> {
    await this.raise.execute({
      kind: 'unexpected_credit',
      subject: { type: 'claim', id: claim.id },
      patientId: claim.patient_id,
      amount,
      facts: { reason: 'payer_decided_again', spendsHsaFsa },
    });
  }

  /** Nothing is left to do about a claim. */
  settled(claimId: ClaimId, resolution: string): Promise<void> {
    return this.allSettled([claimId], resolution);
  }

  /** As {@link settled}, for many claims. */
  allSettled(claimIds: readonly ClaimId[], resolution: string): Promise<void> {
    return this.close.aboutAll(CLAIM_TASKS, claimIds, resolution);
  }
}
