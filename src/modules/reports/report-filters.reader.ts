import { Injectable } from '@nestjs/common';
import { TENDER_TYPES } from '../../domain/payments/tender-types';
import type { ReportDefinition, ReportFilter } from '../../domain/reports/report-definition';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';

/** What a filter of a report may be told; the label of a code is the code. */
export interface FilterChoice {
  readonly value: string;
  readonly label: string;
}

/** A former payer, service or colleague is in the books as ever, and can be asked for. */
const CHOICES: Readonly<Partial<Record<ReportFilter, string>>> = {
  location: 'SELECT id::text AS value, name AS label FROM locations WHERE clinic_id = current_clinic() ORDER BY 2, 1',
  provider: `SELECT id::text AS value, concat_ws(' ', first_name, last_name) AS label FROM providers WHERE clinic_id = current_clinic() ORDER BY 2, 1`,
  payer: 'SELECT payer_id AS value, name AS label FROM payers WHERE clinic_id = current_clinic() ORDER BY 2, 1',
  service: 'SELECT code AS value, display_name AS label FROM services WHERE clinic_id = current_clinic() ORDER BY 2, 1',
  user: 'SELECT DISTINCT person_id AS value, person AS label FROM acting_people WHERE clinic_id = current_clinic() ORDER BY 2, 1',
};

/** What each filter of a report can be told in this clinic. Tx: joins or opens one. */
@Injectable()
export class ReportFiltersReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** In the order the report names its filters; an account is known by its number alone. */
  async of(
    report: ReportDefinition,
  ): Promise<readonly { readonly filter: ReportFilter; readonly choices: FilterChoice[] }[]> {
    const filters = report.parameters.filter((one): one is ReportFilter => one === 'tender' || one in CHOICES);
    return this.tx.run(async () => {
      const found: { filter: ReportFilter; choices: FilterChoice[] }[] = [];
      for (const filter of filters) found.push({ filter, choices: await this.choices(filter) });
      return found;
    });
  }

  /** Whether there is such a thing in this clinic. */
  async knows(filter: ReportFilter, value: string): Promise<boolean> {
    if (filter === 'account') return true;
    return (await this.tx.run(() => this.choices(filter))).some(
      (choice) => choice.value === value.toLowerCase() || choice.value === value,
    );
  }

  private choices(filter: ReportFilter): Promise<FilterChoice[]> {
    const statement = CHOICES[filter];
    if (statement) return this.sql.query<FilterChoice>(statement);
    return Promise.resolve(TENDER_TYPES.map((type) => ({ value: type, label: type })));
  }
}
