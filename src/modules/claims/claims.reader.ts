import { Injectable } from '@nestjs/common';
import { claimGates } from '../../domain/claims/claim-gates';
import { formatInstant } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import type { ClaimId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { decodeIdCursor, DEFAULT_LIMIT, type Page, pageOf } from '../../platform/http/pagination';
import { type ClaimDesk, ClaimSources, gatherClaim } from './preparing/claim-sources';
import type { ClaimLineView, ClaimView } from './claim.view';
import { type ClaimFacts, ClaimFactsReader } from './persistence/claim-facts.reader';
import { type ClaimOutcome, ClaimOutcomesReader } from './persistence/claim-outcomes.reader';
import { Temporal } from 'temporal-polyfill';

/** Which claims to list; the newest first. */
export interface ClaimsQuery {
  readonly status?: string;
  readonly patientId?: string;
  readonly payerId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Reads claims with their gates and what became of them. Tx: joins the open one or opens its own. */
@Injectable()
export class ClaimsReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly facts: ClaimFactsReader,
    private readonly outcomes: ClaimOutcomesReader,
    private readonly sources: ClaimSources,
  ) {}

  /** Errors: `claim_unknown`, also for another clinic's. */
  async get(id: ClaimId): Promise<ClaimView> {
    const [view] = await this.transactions.run(async () => this.toViews(await this.facts.ofClaims([id])));
    if (!view) throw new DomainError('claim_unknown', { detail: 'This clinic has no such claim.' });
    return view;
  }

  /** In the order asked for; an unknown one, or another clinic's, is left out. */
  async ofIds(ids: readonly ClaimId[]): Promise<ClaimView[]> {
    const views = await this.transactions.run(async () => this.toViews(await this.facts.ofClaims(ids)));
    return ids.flatMap((id) => views.find((view) => view.id === id) ?? []);
  }

  /** Errors: `cursor_invalid`. */
  list({ limit = DEFAULT_LIMIT, cursor, ...query }: ClaimsQuery): Promise<Page<ClaimView>> {
    const beforeId = cursor === undefined ? undefined : decodeIdCursor(cursor);
    return this.transactions.run(async () => {
      const views = await this.toViews(await this.facts.list({ ...query, beforeId, limit: limit + 1 }));
      return pageOf(
        views,
        limit,
        (view) => [view.id],
        (view) => view,
      );
    });
  }

  private async toViews(facts: readonly ClaimFacts[]): Promise<ClaimView[]> {
    const [desk, outcomes] = await Promise.all([
      this.sources.desk(),
      this.outcomes.ofClaims(facts.map((claim) => claim.id)),
    ]);
    return facts.map((claim) => toView(claim, desk, outcomes.get(claim.id)));
  }
}

function toView(facts: ClaimFacts, desk: ClaimDesk, outcome: ClaimOutcome | undefined): ClaimView {
  const gates = claimGates(gatherClaim(facts, desk).gates);
  const lines = facts.lines.map((line, index): ClaimLineView => {
    const decided = outcome?.lines.find(
      ({ chargeId, lineNumber }) => chargeId === line.chargeId && (lineNumber ?? line.lineNumber) === line.lineNumber,
    );
    const isFirstOfCharge = facts.lines.findIndex(({ chargeId }) => chargeId === line.chargeId) === index;
    return {
      chargeId: line.chargeId,
      lineNumber: line.lineNumber,
      controlNumber: line.controlNumber,
      procedureCode: line.procedureCode,
      modifiers: line.modifiers,
      units: line.units,
      amountCents: line.amountCents,
      doseMg: line.doseMg,
      paidCents: decided?.paidCents ?? 0,
      contractualCents: decided?.contractualCents ?? 0,
      patientCents: decided?.patientCents ?? 0,
      forwardedCents: decided?.forwardedCents ?? 0,
      openCents: isFirstOfCharge ? line.insuranceOpenCents : 0,
    };
  });
  const sum = (centsOf: (line: ClaimLineView) => number): number =>
    lines.reduce((total, line) => total + centsOf(line), 0);
  return {
    id: facts.id,
    controlNumber: facts.controlNumber,
    status: facts.status,
    frequency: facts.frequency,
    replacesId: facts.replacesId,
    priorClaimId: facts.priorClaimId,
    patientId: facts.patient.id,
    visitId: facts.visit.id,
    coverageId: facts.coverage.id,
    payerId: facts.coverage.payerId,
    payerName: facts.coverage.payerName,
    payerClaimNumber: facts.payerClaimNumber,
    dateOfService: facts.dateOfService,
    totalCents: facts.totalCents,
    paidCents: sum((line) => line.paidCents),
    contractualCents: sum((line) => line.contractualCents),
    patientCents: sum((line) => line.patientCents),
    forwardedCents: sum((line) => line.forwardedCents),
    openCents: sum((line) => line.openCents),
    filingDueOn: facts.filingDueOn,
    appealDueOn: facts.appealDueOn,
    pendingWriteOff: facts.pendingWriteOff,
    lines,
    gates,
    missing: gates.flatMap(({ gate, isMet, isBlocking }) => (isMet || !isBlocking ? [] : [gate])),
    adjustments: outcome?.adjustments ?? [],
    remarkCodes: outcome?.remarkCodes ?? [],
    history: (outcome?.history ?? []).map((event) => ({ ...event, recordedAt: instant(event.recordedAt) })),
    createdAt: instant(facts.createdAt),
  };
}

/** PostgreSQL's own JSON form of a moment as ours. */
const instant = (text: string): string => formatInstant(Temporal.Instant.from(text));
