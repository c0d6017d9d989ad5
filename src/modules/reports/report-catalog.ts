import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { parseReport, type ReportDefinition } from '../../domain/reports/report-definition';
import { DomainError } from '../../kernel/errors';

const FOLDER = join(__dirname, 'sql');
const ENDING = '.sql';

/** Every report, one SQL file each, read once when the service starts: a file that says nothing of itself stops it. */
@Injectable()
export class ReportCatalog {
  private readonly reports: ReadonlyMap<string, ReportDefinition> = new Map(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith(ENDING))
      .sort()
      .map((file) => {
        const name = file.slice(0, -ENDING.length);
        return [name, parseReport(name, readFileSync(join(FOLDER, file), 'utf8'))];
      }),
  );

  list(): readonly ReportDefinition[] {
    return [...this.reports.values()];
  }

  /** Errors: `report_unknown`. */
  get(name: string): ReportDefinition {
    const report = this.reports.get(name);
    if (!report)
      throw new DomainError('report_unknown', { detail: 'There is no such report. See the list of reports.' });
    return report;
  }
}
