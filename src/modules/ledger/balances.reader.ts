import { Injectable } from '@nestjs/common';
import type { BusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';

export interface AccountBalance {
  readonly accountNumber: number;
  readonly name: string;
  readonly kind: string;
  /** The account's balance on the side it falls on; the other side is zero. */
  readonly debit: Money;
  readonly credit: Money;
}

export interface TrialBalance {
  readonly asOf: string | null;
  readonly lines: AccountBalance[];
  readonly totalDebit: Money;
  readonly totalCredit: Money;
}

export interface LedgerAccount {
  readonly number: number;
  readonly name: string;
  readonly kind: string;
  readonly isOpenItem: boolean;
}

export interface PatientBalances {
  readonly patientOwes: Money;
  readonly insurancePending: Money;
  readonly unappliedCredit: Money;
  readonly deposits: Money;
}

/** Balances derived from the journal: the day roll-up plus the tail, exact at any moment, never a sum over history. */
@Injectable()
export class BalancesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** Every account with a movement on or before the day, or ever when none is given. */
  trialBalance(asOf?: BusinessDate): Promise<TrialBalance> {
    return this.tx.run(async () => {
      const rows = await this.sql.query<{ number: number; name: string; kind: string; net: string }>(
        `SELECT a.number, a.name, a.kind, sum(m.debit_cents) - sum(m.credit_cents) AS net
           FROM account_movements m JOIN ledger_accounts a ON a.clinic_id = m.clinic_id AND a.number = m.account_number
          WHERE m.clinic_id = current_clinic() AND m.effective_on <= coalesce($1::date, 'infinity')
          GROUP BY a.number, a.name, a.kind ORDER BY a.number`,
        [asOf?.toString() ?? null],
      );
      const lines = rows.map((row) => {
        const net = Money.fromColumn(row.net);
        return {
          accountNumber: row.number,
          name: row.name,
          kind: row.kind,
          debit: Money.max(net, Money.ZERO),
          credit: Money.max(net.negated(), Money.ZERO),
        };
      });
      return {
        asOf: asOf?.toString() ?? null,
        lines,
        totalDebit: Money.sum(lines.map((line) => line.debit)),
        totalCredit: Money.sum(lines.map((line) => line.credit)),
      };
    });
  }

  /** The chart of accounts. */
  accounts(): Promise<LedgerAccount[]> {
    return this.tx.run(() =>
      this.sql.query<LedgerAccount>(
        `SELECT number, name, kind, is_open_item AS "isOpenItem" FROM ledger_accounts WHERE clinic_id = current_clinic() ORDER BY number`,
      ),
    );
  }

  /** What a patient owes, what insurance still owes for them, and what the clinic holds for them, from open items. */
  patient(patientId: string): Promise<PatientBalances> {
    return this.tx.run(async () => {
      const rows = await this.sql.query<{ account_number: number; open_cents: string }>(
        `SELECT account_number, sum(open_cents) AS open_cents FROM open_items
          WHERE clinic_id = current_clinic() AND patient_id = $1 AND is_open GROUP BY account_number`,
        [patientId],
      );
      const open = (...numbers: number[]): Money =>
        Money.sum(
          rows.filter((row) => numbers.includes(row.account_number)).map((row) => Money.fromColumn(row.open_cents)),
        );
      return {
        patientOwes: open(1100),
        insurancePending: open(1200),
        unappliedCredit: open(2000, 2150),
        deposits: open(2100),
      };
    });
  }

  /** Everything wrong with the clinic's books; empty when they hold. Reads the whole journal: for commands, jobs and tests. */
  verify(): Promise<{ finding: string; subject: string }[]> {
    return this.tx.run(() => this.sql.query('SELECT finding, subject FROM verify_journal(current_clinic())'));
  }
}
