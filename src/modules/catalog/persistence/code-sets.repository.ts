import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../../kernel/clock';
import { newId, type ServiceId } from '../../../kernel/ids';
import { RequestContext } from '../../../platform/context/request-context';
import { Sql } from '../../../platform/database/sql';
import type { CodeSetLine, CodeSetView } from '../code-set.view';

interface Row {
  id: string;
  effective_to: string | null;
  lines: CodeSetLine[];
}

const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('load code sets ' || current_clinic(), 0))`;

const SAME_START = `SELECT id, effective_to, lines FROM service_code_sets
  WHERE clinic_id = current_clinic() AND service_id = $1 AND payer_id IS NOT DISTINCT FROM $2 AND effective_from = $3`;

const END = `UPDATE service_code_sets SET effective_to = $2 WHERE clinic_id = current_clinic() AND id = $1`;

const INSERT = `INSERT INTO service_code_sets (clinic_id, id, service_id, payer_id, effective_from, effective_to, lines,
    loaded_at, loaded_by)
  VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7, $8)`;

const linesKey = (lines: readonly CodeSetLine[]): string =>
  JSON.stringify(
    lines.map((line) => [
      line.code,
      line.modifiers,
      line.unitsRule,
      line.units,
      line.placeOfService,
      line.chargeCents ?? null,
    ]),
  );

/** The service_code_sets table. Needs a transaction. */
@Injectable()
export class CodeSetsRepository {
  constructor(
    private readonly sql: Sql,
    private readonly context: RequestContext,
    private readonly clock: Clock,
  ) {}

  /** Loaders of one clinic wait for each other. */
  async lock(): Promise<void> {
    await this.sql.query(LOCK);
  }

  /** How a set relates to what is stored: the very same, the same with another end, or not there. */
  async compare(
    serviceId: ServiceId,
    set: CodeSetView,
  ): Promise<{ status: 'same' | 'new' } | { status: 'other_end'; id: string }> {
    const row = await this.sql.one<Row>(SAME_START, [serviceId, set.payerId, set.effectiveFrom]);
    if (!row || linesKey(row.lines) !== linesKey(set.lines)) return { status: 'new' };
    return row.effective_to === set.effectiveTo ? { status: 'same' } : { status: 'other_end', id: row.id };
  }

  /** Moves the last day of a set. Violates ex_service_code_sets_period when it then overlaps another. */
  async end(id: string, effectiveTo: string | null): Promise<void> {
    await this.sql.execute(END, [id, effectiveTo]);
  }

  /** Violates ex_service_code_sets_period when it overlaps another. */
  async insert(serviceId: ServiceId, set: CodeSetView): Promise<void> {
    const now = this.clock.now();
    await this.sql.execute(INSERT, [
      newId(now),
      serviceId,
      set.payerId,
      set.effectiveFrom,
      set.effectiveTo,
      JSON.stringify(set.lines),
      toDate(now),
      this.context.actor.label,
    ]);
  }
}
