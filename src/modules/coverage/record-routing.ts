import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import type { RoutingFacts } from '../../domain/routing/routing-facts';
import type { BusinessDate } from '../../kernel/business-date';
import { toDate } from '../../kernel/clock';
import { type ChargeId, newId, type PatientId, type VisitId } from '../../kernel/ids';
import { RequestContext } from '../../platform/context/request-context';
import { Sql } from '../../platform/database/sql';
import type { RoutedLine } from './route-visit';
import type { RoutingInputsView } from './routing-decision.view';
import { UseAuthorizationUnits } from './units/use-authorization-units';

/** A visit whose lines were routed and became charges. */
export interface RoutingToRecord {
  readonly patientId: PatientId;
  readonly visitId: VisitId;
  readonly dateOfService: BusinessDate;
  readonly decidedAt: Temporal.Instant;
  readonly charges: readonly { readonly id: ChargeId; readonly routed: RoutedLine }[];
}

const INSERT = `
  INSERT INTO routing_decisions (clinic_id, charge_id, id, visit_id, patient_id, date_of_service, service_code, payer_id,
    destination, rule, rule_row, reason, notices, inputs, decided_by_kind, decided_by_id, decided_at)
  SELECT current_clinic(), d.charge_id, d.id, $2, $3, $4, d.service_code, d.payer_id, d.destination, d.rule, d.rule_row,
    d.reason, d.notices, d.inputs, $5, $6, $7
    FROM json_to_recordset($1::json) AS d (charge_id uuid, id uuid, service_code text, payer_id text, destination text,
      rule text, rule_row smallint, reason text, notices text[], inputs jsonb)`;

/**
 * Keeps who was billed for each charge of a visit, with the rule, the reason and the facts, and takes the units of the
 * authorizations it rests on.
 *
 * Tx: needs one, that of the visit; travels with the next statement. Idempotent by: the charge.
 */
@Injectable()
export class RecordRouting {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly authorizations: UseAuthorizationUnits,
  ) {}

  execute({ patientId, visitId, dateOfService, decidedAt, charges }: RoutingToRecord): void {
    const { actor } = this.context;
    for (const { id: chargeId, routed } of charges) {
      if (!routed.authorization) continue;
      const { id: authorizationId, units } = routed.authorization;
      this.authorizations.execute({ authorizationId, chargeId, units });
    }
    const rows = charges.map(({ id, routed: { route, facts, payerId } }) => ({
      charge_id: id,
      id: newId(decidedAt),
      service_code: facts.service.code,
      payer_id: payerId ?? null,
      destination: route.destination,
      rule: route.rule,
      rule_row: route.row,
      reason: route.reason,
      notices: route.notices,
      inputs: toInputs(facts),
    }));
    const day = dateOfService.toString();
    this.sql.defer(INSERT, [JSON.stringify(rows), visitId, patientId, day, actor.kind, actor.id, toDate(decidedAt)]);
  }
}

/** The facts without the patient's own words for their wish. */
const toInputs = ({ service, election, coverage, authorization, ...facts }: RoutingFacts): RoutingInputsView => ({
  serviceKind: service.kind,
  electionScope: election?.scope ?? null,
  plan: coverage
    ? { planType: coverage.planType, networkStatus: coverage.networkStatus, isEffective: coverage.effective }
    : null,
  providerMedicareOptedOut: facts.providerMedicareOptedOut,
  authorization: authorization
    ? {
        number: authorization.number,
        coversDate: authorization.coversDate,
        coversUnits: authorization.coversUnits,
        coversCode: authorization.coversCode,
        coversDose: authorization.coversDose,
        coversProvider: authorization.coversProvider,
      }
    : null,
  payerCovers: facts.payerCovers ?? null,
  payerRequiresAuthorization: facts.payerRequiresAuthorization ?? null,
  clinicPolicy: facts.clinicPolicy ?? null,
});
