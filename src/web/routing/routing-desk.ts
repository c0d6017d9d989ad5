import { Injectable } from '@nestjs/common';
import type { RouteNotice } from '../../domain/routing/route';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import { PricesReader } from '../../modules/catalog/prices.reader';
import type { RoutingDecisionView } from '../../modules/coverage/routing-decision.view';
import { type RoutingDecisionsQuery, RoutingDecisionsReader } from '../../modules/coverage/routing-decisions.reader';
import { RoutingPolicies } from '../../modules/coverage/routing-policies';
import type { PayerPolicyView } from '../../modules/coverage/routing-policies.view';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import type { PoliciesPageProps } from './policies.page';
import type { RoutingPageProps, RoutingRow } from './routing.page';
import { CLINIC_WORDS, inputWords, NOTICE_WORDS, ruleWords } from './routing-words';

const A_PAGE = 50;
const MOST_SERVICES = 200;

/** What somebody asks of the decisions. */
export type RoutingQuestion = Pick<
  RoutingDecisionsQuery,
  'from' | 'to' | 'destination' | 'rule' | 'serviceCode' | 'cursor'
>;

type PoliciesShown = Pick<PoliciesPageProps, 'payers' | 'clinic' | 'services' | 'mayChange'>;

/** What the pages of routing show. Tx: joins the open one or opens its own. */
@Injectable()
export class RoutingDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly decisions: RoutingDecisionsReader,
    private readonly policies: RoutingPolicies,
    private readonly patients: PatientsReader,
    private readonly prices: PricesReader,
    private readonly authorize: Authorize,
  ) {}

  /** Errors: `cursor_invalid`. */
  report(question: RoutingQuestion): Promise<Pick<RoutingPageProps, 'rows' | 'services' | 'nextHref'>> {
    return this.tx.run(async () => {
      const [{ data, nextCursor }, services] = await Promise.all([
        this.decisions.list({ ...question, limit: A_PAGE }),
        this.services(),
      ]);
      const names = await this.namesOf(data);
      const nameOf = labels(services);
      const asked = Object.entries({ ...question, cursor: nextCursor }).filter(([, value]) => value);
      return {
        services,
        rows: data.map((decision) => toRow(decision, names.get(decision.patientId) ?? '', nameOf)),
        nextHref: nextCursor
          ? `/claims/routing?${new URLSearchParams(asked as [string, string][]).toString()}`
          : undefined,
      };
    });
  }

  all(): Promise<PoliciesShown> {
    return this.tx.run(async () => {
      const [{ payers, clinic }, services] = await Promise.all([this.policies.all(), this.services()]);
      const nameOf = labels(services);
      return {
        services,
        mayChange: this.authorize.may('settings.manage'),
        payers: payers.map((policy) => ({
          key: `${policy.payerId}-${policy.serviceCode}-${policy.effectiveFrom}`,
          payerId: policy.payerId,
          service: nameOf(policy.serviceCode),
          from: parseBusinessDate(policy.effectiveFrom),
          isCovered: policy.covered,
          terms: termsOf(policy),
          reason: policy.reason,
        })),
        clinic: clinic.map((policy) => ({
          key: `${policy.serviceCode}-${policy.effectiveFrom}`,
          service: nameOf(policy.serviceCode),
          from: parseBusinessDate(policy.effectiveFrom),
          destination: CLINIC_WORDS[policy.destination],
          reason: policy.reason,
        })),
      };
    });
  }

  private async services(): Promise<{ value: string; label: string }[]> {
    const { data } = await this.prices.services({ limit: MOST_SERVICES });
    return data.map(({ code, displayName }) => ({ value: code, label: displayName }));
  }

  private async namesOf(decisions: readonly RoutingDecisionView[]): Promise<ReadonlyMap<PatientId, string>> {
    const ids = [...new Set(decisions.map(({ patientId }) => patientId))];
    const patients = await Promise.all(ids.map((id) => this.patients.get(id)));
    return new Map(patients.map(({ id, firstName, lastName }) => [id, `${lastName}, ${firstName}`]));
  }
}

const labels =
  (services: readonly { value: string; label: string }[]) =>
  (code: string): string =>
    services.find(({ value }) => value === code)?.label ?? code;

const toRow = (
  decision: RoutingDecisionView,
  patient: string,
  nameOf: (serviceCode: string) => string,
): RoutingRow => ({
  id: decision.id,
  on: parseBusinessDate(decision.dateOfService),
  visitHref: `/visits/${decision.visitId}`,
  patient,
  service: nameOf(decision.serviceCode),
  payerId: decision.payerId ?? undefined,
  isInsured: decision.destination === 'insurance',
  row: decision.row,
  rule: ruleWords(decision.rule),
  reason: decision.reason,
  inputs: inputWords(decision.inputs),
  notices: decision.notices.map((notice) => NOTICE_WORDS[notice as RouteNotice] ?? notice.replaceAll('_', ' ')),
});

const termsOf = ({ requiresAuthorization, crosswalksDrugCode }: PayerPolicyView): string[] => [
  ...(requiresAuthorization === null
    ? []
    : [requiresAuthorization ? 'with an authorization' : 'without an authorization']),
  ...(crosswalksDrugCode ? ['an authorization for S0013 holds for J0013'] : []),
];
