import { Injectable } from '@nestjs/common';
import type { Route } from '../../domain/routing/route';
import { routeLine } from '../../domain/routing/route-line';
import type { RoutingFacts } from '../../domain/routing/routing-facts';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { AuthorizationId, CoverageId, PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import type { CodeSetLine, CodeSetView } from '../catalog/code-set.view';
import { CodeSetsReader } from '../catalog/code-sets.reader';
import { PatientFileRepository } from './persistence/patient-file.repository';
import {
  type AuthorizationFit,
  bestAuthorization,
  type CostSharingBasis,
  costSharingOf,
  coverageFor,
  type CoverageOnFile,
  isUsable,
  type LineToRoute,
  type PatientFile,
  policyOf,
  routingFacts,
} from './visit-facts';

/** A visit whose lines are to be routed. */
export interface RouteVisitInput {
  readonly patientId: PatientId;
  readonly dateOfService: BusinessDate;
  /** Whether the rendering provider has opted out of Medicare. */
  readonly providerMedicareOptedOut: boolean;
  /** NPI of the rendering provider; absent while nobody knows who it will be. */
  readonly renderingNpi?: string;
  readonly lines: readonly LineToRoute[];
  /** Hold the patient's authorizations until the transaction ends, because their units will be taken. */
  readonly lockAuthorizations?: boolean;
}

/** The decision for one line with what billing it needs. */
export interface RoutedLine {
  readonly route: Route;
  /** What it was decided from. */
  readonly facts: RoutingFacts;
  /** The payer of the plan that was looked at. */
  readonly payerId?: string;
  /** The codes the line is billed with, in billing order; empty when the clinic has set none up. */
  readonly codes: readonly CodeSetLine[];
  /** For insurance: the coverage billed and the patient's share of it. */
  readonly coverage?: { readonly id: CoverageId; readonly costSharing: CostSharingBasis };
  /** For an authorized line: what it takes. */
  readonly authorization?: { readonly id: AuthorizationId; readonly units: number };
}

/** What has been found out about the visit as a whole. */
interface Visit {
  readonly input: RouteVisitInput;
  readonly file: PatientFile;
  readonly coverage: CoverageOnFile | undefined;
  readonly codeSets: ReadonlyMap<string, CodeSetView>;
  /** Units left of each authorization after the lines so far. */
  readonly remaining: Map<string, number>;
}

/**
 * Decides who is billed for each line of a visit: gathers what is on file and asks the routing table (DOMAIN.md §2),
 * line by line, since two lines share an authorization's units.
 *
 * Tx: joins the open one or opens its own; two queries. Errors: `patient_unknown`.
 */
@Injectable()
export class RouteVisit {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: PatientFileRepository,
    private readonly codes: CodeSetsReader,
  ) {}

  execute(input: RouteVisitInput): Promise<RoutedLine[]> {
    return this.transactions.run(async () => {
      if (input.lockAuthorizations) this.files.lockAuthorizations(input.patientId);
      const file = await this.files.load(input.patientId, input.dateOfService);
      if (!file) throw new DomainError('patient_unknown', { detail: 'This clinic has no such patient.' });
      const coverage = coverageFor(file, input.dateOfService);
      const codeSets = await this.codes.codesFor({
        serviceCodes: input.lines.map((line) => line.service.code),
        payerId: coverage?.payerId,
        on: input.dateOfService,
      });
      const visit: Visit = { input, file, coverage, codeSets, remaining: new Map() };
      return input.lines.map((line) => routeOne(visit, line));
    });
  }
}

function routeOne(visit: Visit, line: LineToRoute): RoutedLine {
  const codes = visit.codeSets.get(line.service.code)?.lines ?? [];
  const fit = line.service.kind === 'spravato' ? authorizationFor(visit, line, codes) : undefined;
  const facts = routingFacts(visit.file, line.service, {
    on: visit.input.dateOfService,
    providerMedicareOptedOut: visit.input.providerMedicareOptedOut,
    authorization: fit?.facts,
  });
  const decided = { route: routeLine(facts), facts, payerId: visit.coverage?.payerId, codes };
  if (decided.route.destination === 'self_pay' || !visit.coverage) return decided;
  const coverage = { id: visit.coverage.id, costSharing: costSharingOf(visit.coverage, line.service) };
  if (!fit || !isUsable(fit)) return { ...decided, coverage };
  const { authorization, unitsNeeded: units } = fit;
  visit.remaining.set(authorization.id, remainingOf(visit, authorization.id, authorization.unitsRemaining) - units);
  return { ...decided, coverage, authorization: { id: authorization.id, units } };
}

function authorizationFor(
  visit: Visit,
  line: LineToRoute,
  codes: readonly CodeSetLine[],
): AuthorizationFit | undefined {
  const ofCoverage = visit.file.authorizations.filter(({ coverageId }) => coverageId === visit.coverage?.id);
  return bestAuthorization(ofCoverage, line, {
    on: visit.input.dateOfService,
    billed: codes.map(({ code }) => code),
    remaining: visit.remaining,
    crosswalks: policyOf(visit.file, visit.coverage, line.service)?.crosswalksDrugCode ?? false,
    npis: visit.input.renderingNpi === undefined ? undefined : [visit.input.renderingNpi, ...visit.file.clinicNpis],
  });
}

const remainingOf = (visit: Visit, id: string, onFile: number): number => visit.remaining.get(id) ?? onFile;
