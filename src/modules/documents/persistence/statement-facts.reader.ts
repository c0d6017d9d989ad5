import { Injectable } from '@nestjs/common';
import type { MovementKind } from '../../../domain/statements/statement';
import type { PatientId } from '../../../kernel/ids';
import { invariant } from '../../../kernel/invariant';
import { Money } from '../../../kernel/money';
import { Sql } from '../../../platform/database/sql';
import type { TenderFacts } from '../composing/tender-label';

/** One journal entry's effect on what a patient owes less what is held for them; never zero. */
export interface StatementMovement {
  readonly kind: MovementKind;
  readonly on: string;
  readonly amount: Money;
  readonly sourceType: string;
  readonly entryKind: string;
  /** It takes back an earlier one of the source it names. */
  readonly isReversal: boolean;
  /** Of the charge it is about, when it is about one. */
  readonly service: { readonly description: string; readonly dateOfService: string } | null;
  readonly adjustmentType: string | null;
  readonly tender: TenderFacts | null;
}

/** Where an account stands at the end of a day. */
export interface AccountStanding {
  /** Account 1100. */
  readonly due: Money;
  /** Accounts 2000, 2100 and 2150. */
  readonly credit: Money;
  /** Account 1200. */
  readonly insurancePending: Money;
}

/** A patient's account over a period. */
export interface PatientAccount {
  /** At the end of the day before it. */
  readonly opening: AccountStanding;
  readonly closing: AccountStanding;
  readonly movements: readonly StatementMovement[];
}

// What an entry is about: its own source, or that of the entry it reverses. Entries that move money between what is owed
// and what is held, such as a credit that is spent, change nothing here and are left out.
const MOVEMENTS = `(SELECT coalesce(json_agg(json_build_object('on', e.effective_on, 'amountCents', e.amount_cents,
    'sourceType', e.source_type, 'entryKind', e.kind, 'isReversal', e.reverses_id IS NOT NULL,
    'service', CASE WHEN c.id IS NOT NULL THEN json_build_object('description', c.description, 'dateOfService', c.date_of_service) END,
    'adjustmentType', a.type,
    'tender', CASE WHEN t.id IS NOT NULL THEN json_build_object('type', t.type, 'spendsHsaFsa', t.spends_hsa_fsa,
      'cardBrand', t.card_brand, 'cardLast4', t.card_last4, 'reference', t.reference) END)
    ORDER BY e.effective_on, e.recorded_xid, e.id), '[]')
  FROM (
    SELECT j.clinic_id, j.id, j.effective_on, j.recorded_xid, j.reverses_id, x.amount_cents,
           coalesce(r.source_type, j.source_type) AS source_type, coalesce(r.source_id, j.source_id) AS source_id,
           coalesce(r.kind, j.kind) AS kind
      FROM (SELECT clinic_id, entry_id, sum(amount_cents)::bigint AS amount_cents FROM journal_lines
             WHERE clinic_id = current_clinic() AND patient_id = $1 AND account_number IN (1100, 2000, 2100, 2150)
               AND effective_on BETWEEN $2 AND $3
             GROUP BY clinic_id, entry_id HAVING sum(amount_cents) <> 0) x
      JOIN journal_entries j ON j.clinic_id = x.clinic_id AND j.id = x.entry_id
      LEFT JOIN journal_entries r ON r.clinic_id = j.clinic_id AND r.id = j.reverses_id) e
  LEFT JOIN adjustments a ON e.source_type = 'adjustment' AND a.clinic_id = e.clinic_id AND a.id = e.source_id
  LEFT JOIN charges c ON c.clinic_id = e.clinic_id AND c.id = CASE WHEN e.source_type = 'charge' THEN e.source_id ELSE a.charge_id END
  LEFT JOIN payment_tenders t ON e.source_type = 'tender' AND t.clinic_id = e.clinic_id AND t.id = e.source_id)`;

const standing = (days: string): string => `(SELECT json_build_object(
    'due', coalesce(sum(amount_cents) FILTER (WHERE account_number = 1100), 0),
    'credit', coalesce(-sum(amount_cents) FILTER (WHERE account_number IN (2000, 2100, 2150)), 0),
    'insurancePending', coalesce(sum(amount_cents) FILTER (WHERE account_number = 1200), 0))
  FROM journal_lines
 WHERE clinic_id = current_clinic() AND patient_id = $1 AND account_number IN (1100, 1200, 2000, 2100, 2150) AND ${days})`;

// One statement, so that all three are of one moment of the books and add up whoever is posting meanwhile.
const ACCOUNT = `SELECT ${standing('effective_on < $2')} AS opening, ${standing('effective_on <= $3')} AS closing,
  ${MOVEMENTS} AS movements`;

type StandingRow = Readonly<Record<keyof AccountStanding, number>>;

interface MovementRow extends Omit<StatementMovement, 'kind' | 'amount'> {
  readonly amountCents: number;
}

/** Reads a patient's account from the journal itself. Needs a transaction; writes nothing. */
@Injectable()
export class StatementFactsReader {
  constructor(private readonly sql: Sql) {}

  /** Holds the patient, so that two statements are issued one after the other. */
  async lockPatient(patientId: PatientId): Promise<void> {
    await this.sql.one('SELECT id FROM patients WHERE clinic_id = current_clinic() AND id = $1 FOR NO KEY UPDATE', [
      patientId,
    ]);
  }

  /** The account over a period, its movements in the order of the books: by business day, then as they were written. */
  async account(patientId: PatientId, days: { from: string; to: string }): Promise<PatientAccount> {
    const row = await this.sql.one<{ opening: StandingRow; closing: StandingRow; movements: MovementRow[] }>(ACCOUNT, [
      patientId,
      days.from,
      days.to,
    ]);
    invariant(row, 'a query of sums answers with one row');
    return {
      opening: toStanding(row.opening),
      closing: toStanding(row.closing),
      movements: row.movements.map(({ amountCents, ...movement }) => ({
        ...movement,
        kind: kindOf(movement.sourceType),
        amount: Money.cents(amountCents),
      })),
    };
  }
}

const toStanding = ({ due, credit, insurancePending }: StandingRow): AccountStanding => ({
  due: Money.cents(due),
  credit: Money.cents(credit),
  insurancePending: Money.cents(insurancePending),
});

function kindOf(sourceType: string): MovementKind {
  switch (sourceType) {
    case 'charge':
    case 'adjustment':
      return sourceType;
    case 'tender':
    case 'payment':
    case 'refund':
      return 'payment';
    default:
      return 'other';
  }
}
