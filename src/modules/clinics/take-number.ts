import { Injectable } from '@nestjs/common';
import { invariant } from '../../kernel/invariant';
import { Sql } from '../../platform/database/sql';

/** The paper numbers a clinic counts, and what they start with. */
const PREFIXES = {
  invoice: 'INV',
  receipt: 'RCT',
  superbill: 'SB',
  estimate: 'GFE',
  statement: 'ST',
  hsa_fsa_pack: 'HP',
  daily_close: 'DC',
  payment_plan: 'PP',
  package: 'PKG',
} as const;

export type NumberKind = keyof typeof PREFIXES;

/**
 * Takes the clinic's next paper number: `INV-000123`, `RCT-000007`, `SB-000001`, `DC-000042`. Gapless per clinic and kind: the
 * number is part of the caller's transaction, so a rollback gives it back.
 *
 * Tx: needs one. The counter row stays locked until it ends, so take the number as late as possible.
 */
@Injectable()
export class TakeNumber {
  constructor(private readonly sql: Sql) {}

  async execute(kind: NumberKind): Promise<string> {
    const [number] = await this.several(kind, 1);
    invariant(number, 'one number was taken');
    return number;
  }

  /** So many numbers that follow each other, in one statement. */
  async several(kind: NumberKind, count: number): Promise<string[]> {
    if (count === 0) return [];
    const [row] = await this.sql.query<{ last_number: string }>(
      `INSERT INTO number_sequences AS s (clinic_id, kind, last_number) VALUES (current_clinic(), $1, $2)
       ON CONFLICT (clinic_id, kind) DO UPDATE SET last_number = s.last_number + $2
       RETURNING last_number`,
      [kind, count],
    );
    invariant(row, 'the number sequence returned no row');
    const last = Number(row.last_number);
    return Array.from(
      { length: count },
      (_, index) => `${PREFIXES[kind]}-${String(last - count + 1 + index).padStart(6, '0')}`,
    );
  }
}
