import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { type AuthorizationWarning, authorizationWarnings } from '../../domain/routing/authorization-warnings';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { PricesReader } from '../../modules/catalog/prices.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { CoverageReader } from '../../modules/coverage/coverage.reader';
import type { AuthorizationView, CoverageView, SelfPayElectionView } from '../../modules/coverage/coverage.view';
import { EligibilityRecords } from '../../modules/coverage/eligibility-records';
import type { CoverageWithEligibilityView } from '../../modules/coverage/eligibility.view';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { Definition } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { formatDate, formatMoment } from '../ui/text';
import type { CoverageShown, SaidShown } from './coverage-plans';
import type { AuthorizationShown, CoveragePageProps, ElectionShown } from './coverage.page';
import {
  BENEFIT_WORDS,
  NETWORK_WORDS,
  PLAN_WORDS,
  PRIORITY_WORDS,
  SCOPE_WORDS,
  UNIT_WORDS,
  WARNING_WORDS,
} from './coverage-words';
import { ELIGIBILITY_BENEFIT_WORDS, percentWords, snapshotTerms, standingOf } from './eligibility-words';

const MOST = 200;

/** A patient with the plans a form chooses from. */
export interface CoverageOffer {
  readonly patient: PatientHead;
  readonly timeZone: string;
  readonly today: BusinessDate;
  readonly plans: readonly { readonly value: string; readonly label: string }[];
  readonly services: readonly { readonly value: string; readonly label: string }[];
}

/** What the pages of coverage show. Tx: joins the open one or opens its own. */
@Injectable()
export class CoverageDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly patients: PatientsReader,
    private readonly coverage: CoverageReader,
    private readonly eligibility: EligibilityRecords,
    private readonly prices: PricesReader,
    private readonly clinics: ClinicsReader,
  ) {}

  /** Errors: `patient_unknown`. */
  of(id: PatientId): Promise<Omit<CoveragePageProps, 'shell' | 'collect' | 'mayAdd' | 'mayAuthorize'>> {
    return this.tx.run(async () => {
      const patient = toPatientHead(await this.patients.get(id));
      const [coverages, authorizations, elections, today, { timeZone }] = await Promise.all([
        this.coverage.coveragesOf(id, { limit: MOST }),
        this.coverage.authorizationsOf(id, { limit: MOST }),
        this.coverage.electionsOf(id, { limit: MOST }),
        this.clinics.today(),
        this.clinics.settings(),
      ]);
      const heard = await Promise.all(coverages.data.map((plan) => this.eligibility.get(plan.id)));
      const payerOf = (coverageId: string): string =>
        coverages.data.find((coverage) => coverage.id === coverageId)?.payerName ?? '';
      return {
        patient,
        coverages: heard.map((coverage) => toCoverage(coverage, today)),
        authorizations: authorizations.data
          .toReversed()
          .map((authorization) => toAuthorization(authorization, payerOf(authorization.coverageId), today)),
        elections: elections.data.toReversed().map((election) => toElection(election, timeZone)),
      };
    });
  }

  /** Errors: `patient_unknown`. */
  offer(id: PatientId): Promise<CoverageOffer> {
    return this.tx.run(async () => {
      const [patient, coverages, services, today, { timeZone }] = await Promise.all([
        this.patients.get(id),
        this.coverage.coveragesOf(id, { limit: MOST }),
        this.prices.services({ limit: MOST }),
        this.clinics.today(),
        this.clinics.settings(),
      ]);
      return {
        patient: toPatientHead(patient),
        timeZone,
        today,
        plans: coverages.data.map((plan) => ({ value: plan.id, label: `${plan.payerName}, member ${plan.memberId}` })),
        services: services.data.map(({ code, displayName }) => ({ value: code, label: displayName })),
      };
    });
  }
}

function toCoverage(coverage: CoverageWithEligibilityView, today: BusinessDate): CoverageShown {
  const from = parseBusinessDate(coverage.effectiveFrom);
  const to = coverage.effectiveTo === null ? undefined : parseBusinessDate(coverage.effectiveTo);
  return {
    id: coverage.id,
    payerName: coverage.payerName,
    network: NETWORK_WORDS[coverage.networkStatus],
    isInNetwork: coverage.networkStatus === 'in',
    isInEffect: compareDates(from, today) <= 0 && (to === undefined || compareDates(to, today) >= 0),
    facts: [
      {
        term: 'Plan',
        value: `${PLAN_WORDS[coverage.planType]}, ${PRIORITY_WORDS[coverage.priority - 1]?.toLowerCase()}`,
      },
      { term: 'Member', value: coverage.memberId },
      { term: 'Payer id', value: coverage.payerId },
      { term: 'In effect', value: to ? `${formatDate(from)} to ${formatDate(to)}` : `since ${formatDate(from)}` },
      ...costSharing(coverage),
      {
        term: 'Spravato',
        value:
          BENEFIT_WORDS[
            coverage.medicalBenefit === null ? 'unknown' : coverage.medicalBenefit ? 'medical' : 'pharmacy'
          ],
      },
    ],
    said: saidOf(coverage, today),
  };
}

const saidOf = (
  { eligibility: { medical, pharmacy } }: CoverageWithEligibilityView,
  today: BusinessDate,
): SaidShown[] =>
  [medical, pharmacy].flatMap((snapshot) => {
    if (!snapshot) return [];
    const terms = snapshotTerms(snapshot).map(({ term, value }) => `${term}: ${value}`);
    return [
      {
        benefit: ELIGIBILITY_BENEFIT_WORDS[snapshot.benefit],
        words: [`Asked on ${formatDate(parseBusinessDate(snapshot.checkedOn))}`, ...terms].join(' · '),
        standing: standingOf(snapshot, today),
      },
    ];
  });

function costSharing({ copayCents, coinsuranceBasisPoints, deductibleRemainingCents }: CoverageView): Definition[] {
  return [
    { term: 'Copayment', value: copayCents === null ? undefined : `${Money.cents(copayCents).format()} a visit` },
    {
      term: 'Coinsurance',
      value: coinsuranceBasisPoints === null ? undefined : percentWords(coinsuranceBasisPoints),
    },
    {
      term: 'Deductible left',
      value: deductibleRemainingCents === null ? undefined : Money.cents(deductibleRemainingCents).format(),
    },
  ].flatMap(({ term, value }) => (value === undefined ? [] : [{ term, value }]));
}

const OVER: readonly AuthorizationWarning[] = ['expired', 'used_up'];

function toAuthorization(view: AuthorizationView, payerName: string, today: BusinessDate): AuthorizationShown {
  const { id, number, codes, units, countedIn, unitsRemaining, doseTierMg, providerNpi } = view;
  const [from, to] = [parseBusinessDate(view.from), parseBusinessDate(view.to)];
  return {
    id,
    number,
    payerName,
    codes: codes.join(', '),
    limits: [
      ...(doseTierMg === null ? [] : [`up to ${doseTierMg} mg`]),
      ...(providerNpi === null ? [] : [`NPI ${providerNpi}`]),
    ].join(', '),
    left: `${unitsRemaining} ${UNIT_WORDS[countedIn]}`,
    granted: String(units),
    from,
    to,
    warnings: authorizationWarnings({ today, from, to, unitsRemaining, countedIn }).map((warning) => ({
      words: WARNING_WORDS[warning],
      isOver: OVER.includes(warning),
    })),
  };
}

function toElection(view: SelfPayElectionView, timeZone: string): ElectionShown {
  const { id, scope, serviceCode, dateOfService, reason, signedAt } = view;
  const about = dateOfService === null ? serviceCode : formatDate(parseBusinessDate(dateOfService));
  return {
    id,
    what: about === null ? SCOPE_WORDS[scope] : `${SCOPE_WORDS[scope]}: ${about}`,
    reason,
    signedAt: formatMoment(Temporal.Instant.from(signedAt), timeZone),
  };
}
