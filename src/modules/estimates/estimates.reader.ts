import { Injectable } from '@nestjs/common';
import { DISPUTABLE_EXCESS, standingOf } from '../../domain/estimates/estimate-excess';
import { type BusinessDate, compareDates, parseBusinessDate } from '../../kernel/business-date';
import { formatInstant, fromDate } from '../../kernel/clock';
import { DomainError } from '../../kernel/errors';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { EstimateView } from './estimate.view';
import { EstimatesRepository, type EstimateWithBilled } from './persistence/estimates.repository';

export interface EstimatesQuery {
  readonly patientId?: string;
  readonly status?: string;
  readonly dueBefore?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** Estimates with what was billed against them. Tx: joins the open one or opens its own. */
@Injectable()
export class EstimatesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly estimates: EstimatesRepository,
    private readonly clinics: ClinicsReader,
  ) {}

  /** Errors: `estimate_unknown`. */
  get(id: string): Promise<EstimateView> {
    return this.tx.run(async () => {
      const row = await this.estimates.get(id);
      if (!row) throw new DomainError('estimate_unknown', { detail: 'This clinic has no such estimate.' });
      return toView(row, await this.clinics.today());
    });
  }

  /** The estimate a provider's bill of a day is held against, if there is one. */
  inForce(of: { patientId: string; providerId: string; on: BusinessDate }): Promise<EstimateView | undefined> {
    return this.tx.run(async () => {
      const row = await this.estimates.inForce(of.patientId, of.providerId, of.on.toString());
      return row && toView(row, await this.clinics.today());
    });
  }

  /** The newest first; `dueBefore` leaves those that still have to be given. Errors: `cursor_invalid`. */
  list(query: EstimatesQuery): Promise<Page<EstimateView>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const beforeId = query.cursor ? decodeIdCursor(query.cursor) : undefined;
    return this.tx.run(async () => {
      const today = await this.clinics.today();
      const rows = await this.estimates.list({ ...query, state: query.status, beforeId, limit: limit + 1 });
      return pageOf(
        rows,
        limit,
        (row) => [row.id],
        (row) => toView(row, today),
      );
    });
  }
}

function toView(row: EstimateWithBilled, today: BusinessDate): EstimateView {
  const expected = Money.fromColumn(row.totalMaxCents);
  const billed = Money.fromColumn(row.billedCents);
  const { excess, level, isDisputeEligible } = standingOf(expected, billed);
  const isToBeGiven = row.state === 'owed' || row.state === 'issued';
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    replaces: row.replacesId,
    patientId: row.patientId,
    providerId: row.providerId,
    protocolCode: row.protocolCode,
    status: row.state,
    dueBy: row.dueBy,
    dueRule: row.dueRule,
    isOverdue: isToBeGiven && row.dueBy !== null && compareDates(parseBusinessDate(row.dueBy), today) < 0,
    scheduledFor: row.scheduledFor,
    issuedOn: row.issuedOn,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    diagnoses: row.diagnoses,
    items: row.items,
    totalMinCents: Number(row.totalMinCents),
    totalMaxCents: expected.toJSON(),
    billedToDateCents: billed.toJSON(),
    excessCents: row.state === 'owed' ? 0 : excess.toJSON(),
    disputeEligible: row.state !== 'owed' && isDisputeEligible,
    standing: {
      level: row.state === 'owed' ? 'within' : level,
      leftUntilStopCents: Money.max(expected.plus(DISPUTABLE_EXCESS).minus(billed), Money.ZERO).toJSON(),
    },
    issuedAt: row.issuedAt && formatInstant(fromDate(row.issuedAt)),
    deliveredAt: row.deliveredAt && formatInstant(fromDate(row.deliveredAt)),
    deliveryMethod: row.deliveryMethod,
  };
}
