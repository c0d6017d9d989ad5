import { Injectable } from '@nestjs/common';
import { formatInstant, fromDate } from '../../kernel/clock';
import { Transactions } from '../../platform/database/transactions';
import type { AutopayConsentView, AutopayStatus, AutopayView, CollectionView } from './autopay.view';
import { type AutopayConsentRow, AutopayRepository } from './persistence/autopay.repository';
import { type AttemptRow, type CollectionRow, CollectionsRepository } from './persistence/collections.repository';
import { PlanRowsReader } from './persistence/plan-rows.reader';
import { unknownPlan } from './plans.reader';

/** Whether plans are paid by themselves, and how that goes. Tx: joins or opens one. */
@Injectable()
export class AutopayReader {
  constructor(
    private readonly tx: Transactions,
    private readonly plans: PlanRowsReader,
    private readonly consents: AutopayRepository,
    private readonly collections: CollectionsRepository,
  ) {}

  /** Errors: `plan_unknown`. */
  get(planId: string): Promise<AutopayView> {
    return this.tx.run(async () => {
      const plan = await this.plans.get(planId);
      if (!plan) throw unknownPlan();
      const [consents, rows, attempts] = await Promise.all([
        this.consents.ofPlan(planId),
        this.collections.ofVersion(planId, plan.version),
        this.collections.attemptsOf(planId, plan.version),
      ]);
      const [latest] = consents;
      return {
        planId,
        status: statusOf(latest, plan.version),
        consent: latest ? consentView(latest) : null,
        collections: rows.map((row) => collectionView(row, attempts)),
      };
    });
  }
}

function statusOf(consent: AutopayConsentRow | undefined, version: number): AutopayStatus {
  if (!consent || consent.revokedAt) return 'off';
  return consent.version === version ? 'on' : 'needs_consent';
}

const consentView = (row: AutopayConsentRow): AutopayConsentView => ({
  id: row.id,
  paymentMethodId: row.paymentMethodId,
  version: row.version,
  textVersion: row.textVersion,
  text: row.text,
  textSha256: row.textSha256,
  acceptedName: row.acceptedName,
  method: row.method,
  acceptedAt: formatInstant(fromDate(row.acceptedAt)),
  revokedAt: row.revokedAt ? formatInstant(fromDate(row.revokedAt)) : null,
});

const collectionView = (row: CollectionRow, attempts: readonly AttemptRow[]): CollectionView => ({
  number: row.number,
  status: row.state,
  declines: row.declines,
  tryOn: row.tryOn,
  noticedOn: row.noticedOn,
  collectedCents: Number(row.collectedCents),
  reason: row.reason,
  attempts: attempts
    .filter(({ number }) => number === row.number)
    .map(({ paymentId, amountCents, startedAt, outcome, declineCode }) => ({
      paymentId,
      amountCents: Number(amountCents),
      startedAt: formatInstant(fromDate(startedAt)),
      outcome,
      declineCode,
    })),
});
