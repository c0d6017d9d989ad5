import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { ELIGIBILITY_BENEFITS } from '../../domain/eligibility/eligibility-response';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import type { CoverageId } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import { PricesReader } from '../../modules/catalog/prices.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { EligibilityRecords } from '../../modules/coverage/eligibility-records';
import type { EligibilitySnapshotView } from '../../modules/coverage/eligibility.view';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import { formatDate, formatMoment } from '../ui/text';
import { ELIGIBILITY_BENEFIT_WORDS, snapshotTerms, SOURCE_WORDS, standingOf } from './eligibility-words';
import type { BenefitShown, EligibilityPageProps, SnapshotRow } from './eligibility.page';

const A_PAGE = 20;
const MOST_SERVICES = 200;

export type EligibilityShown = Omit<EligibilityPageProps, 'shell' | 'idempotencyKey' | 'form' | 'isRepeat'> & {
  readonly today: BusinessDate;
};

/** What the page of a plan's eligibility shows. Tx: joins the open one or opens its own. */
@Injectable()
export class EligibilityDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly records: EligibilityRecords,
    private readonly patients: PatientsReader,
    private readonly prices: PricesReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  /** Errors: `coverage_unknown`, `cursor_invalid`. */
  of(id: CoverageId, cursor?: string): Promise<EligibilityShown> {
    return this.tx.run(async () => {
      const { eligibility, patientId, payerName, memberId } = await this.records.get(id);
      const [patient, history, services, today, { timeZone }] = await Promise.all([
        this.patients.get(patientId),
        this.records.list(id, { limit: A_PAGE, cursor }),
        this.prices.services({ limit: MOST_SERVICES }),
        this.clinics.today(),
        this.clinics.settings(),
      ]);
      return {
        id,
        patient: toPatientHead(patient),
        plan: `${payerName}, member ${memberId}`,
        benefits: ELIGIBILITY_BENEFITS.map((benefit) => toBenefit(benefit, eligibility[benefit], today)),
        rows: history.data.map((snapshot) => toRow(snapshot, timeZone)),
        nextHref: history.nextCursor
          ? `/coverages/${id}/eligibility?${new URLSearchParams({ cursor: history.nextCursor }).toString()}#history`
          : undefined,
        services: services.data.map(({ code, displayName }) => ({ value: code, label: displayName })),
        mayWrite: this.authorize.may('coverage.write'),
        today,
      };
    });
  }
}

function toBenefit(
  benefit: (typeof ELIGIBILITY_BENEFITS)[number],
  snapshot: EligibilitySnapshotView | null,
  today: BusinessDate,
): BenefitShown {
  const name = ELIGIBILITY_BENEFIT_WORDS[benefit];
  if (!snapshot) return { key: benefit, name };
  return {
    key: benefit,
    name,
    said: {
      standing: standingOf(snapshot, today),
      facts: [
        ...snapshotTerms(snapshot),
        { term: 'Asked on', value: formatDate(parseBusinessDate(snapshot.checkedOn)) },
        { term: 'Known from', value: SOURCE_WORDS[snapshot.source] },
      ],
    },
  };
}

const toRow = (snapshot: EligibilitySnapshotView, timeZone: string): SnapshotRow => ({
  id: snapshot.id,
  benefit: ELIGIBILITY_BENEFIT_WORDS[snapshot.benefit],
  source: SOURCE_WORDS[snapshot.source],
  on: parseBusinessDate(snapshot.checkedOn),
  isActive: snapshot.isActive,
  terms: snapshotTerms(snapshot).map(({ term, value }) => `${term}: ${value}`),
  recordedAt: formatMoment(Temporal.Instant.from(snapshot.recordedAt), timeZone),
});
