import { REPORT_FILTERS, type ReportDefinition } from '../../../domain/reports/report-definition';
import {
  CentsField,
  DateField,
  EnumField,
  IntField,
  ListField,
  TextField,
  TextListField,
  UuidField,
} from '../../../platform/http/fields';
import type { ReportQuery } from '../report-query';
import { REPORT_FORMATS, type ReportFormat } from '../formats/format-of';

const WORD = /^[a-z0-9_-]+$/;

export class ReportQueryDto {
  @DateField({ optional: true, description: 'First business day; that of the month unless told.' }) from?: string;
  @DateField({ optional: true, description: 'Last business day; today unless told.' }) to?: string;
  @TextField({
    optional: true,
    max: 40,
    description:
      'A business day to look at the end of, or a moment (RFC 3339): the report as the books were recorded then.',
    example: '2026-03-31',
  })
  asOf?: string;
  @EnumField(REPORT_FORMATS, {
    optional: true,
    description: '`json` unless told. Of a journal, `csv` is the file its program imports.',
  })
  format?: ReportFormat;
  @UuidField({ optional: true }) location?: string;
  @UuidField({ optional: true }) provider?: string;
  @TextField({ optional: true, max: 80, description: 'A payer’s id, as claims name it.' }) payer?: string;
  @TextField({ optional: true, max: 40, pattern: WORD, example: 'cash' }) tender?: string;
  @TextField({ optional: true, max: 40, pattern: WORD, example: 'intake' }) service?: string;
  @UuidField({ optional: true, description: 'A member of staff.' }) user?: string;
  @IntField({ optional: true, min: 1000, max: 9999, example: 1100 }) account?: number;
  @TextField({
    optional: true,
    max: 80,
    pattern: /^[a-z]+(,[a-z]+)*$/,
    description: 'What to split the sums by, comma-separated.',
    example: 'location,provider',
  })
  groupBy?: string;
  @EnumField(['true', 'false'], {
    optional: true,
    description: 'Patients by name, for who may; by account number unless told.',
  })
  names?: 'true' | 'false';

  static toQuery(name: string, { format: _format, names, account, ...rest }: ReportQueryDto): ReportQuery {
    return { ...rest, name, account: account?.toString(), withNames: names === 'true' };
  }
}

export class ReportColumnBody {
  @TextField({ example: 'netCents' }) key: string;
  @TextField({ example: 'Net' }) title: string;
  @TextField({ example: 'cents', description: 'What it holds; `cents`, `balance` and `plain` are US cents.' })
  type: string;
}

/** A report there is. */
export class ReportBody {
  @TextField({ example: 'payments-by-tender' }) name: string;
  @TextField({ example: 'Payments by tender' }) title: string;
  @TextField({ max: 1000 }) summary: string;
  @TextField({ max: 1000, description: 'How its control total is proved against the ledger.' }) tie: string;
  @TextField({ max: 1000, description: 'What its control total is held against when it is narrowed.' })
  narrowed: string;
  @TextListField({ description: 'What it can be asked with.' }) parameters: string[];
  @TextListField({ description: 'Of it, what narrows it to a part of the books.' }) filters: string[];
  @TextListField({ description: 'What it can be split by.' }) groups: string[];
  @TextListField({ values: REPORT_FORMATS }) formats: string[];
  @ListField(() => ReportColumnBody) columns: ReportColumnBody[];

  static from = (report: ReportDefinition): ReportBody => ({
    name: report.name,
    title: report.title,
    summary: report.summary,
    tie: report.tie,
    narrowed: report.narrowed,
    parameters: report.parameters.map((parameter) => PUBLIC_NAMES[parameter] ?? parameter),
    filters: REPORT_FILTERS.filter((filter) => report.parameters.includes(filter)),
    groups: [...report.groups],
    formats: [...REPORT_FORMATS],
    columns: report.columns.map(({ key, title, type }) => ({ key, title, type })),
  });
}

const PUBLIC_NAMES: Readonly<Record<string, string>> = { as_of: 'asOf', known_at: 'asOf', group_by: 'groupBy' };

export class ReportDifferenceBody {
  @TextField({ example: 'tender:0193a1f2-7c1e-7b52-9d7c-3c1a2b4d5e6f' }) subject: string;
  @CentsField({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, description: 'Of the row it is in.' })
  controlCents: number;
  @CentsField({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, description: 'Of the row it is in.' })
  ledgerCents: number;
}

/** A row: cells by the keys of the columns. */
export class ReportRowBody {}

/** A report with its rows. Cells by the keys of its columns. */
export class ReportResultBody {
  @TextField({ example: 'payments-by-tender' }) name: string;
  @TextField() title: string;
  @TextField({ max: 1000, description: 'How its control total is proved, also when it is narrowed.' }) tie: string;
  @TextListField({ description: 'By what it shows a part of the books alone.' }) narrowedBy: string[];
  @DateField() from: string;
  @DateField() to: string;
  @DateField() asOf: string;
  @TextField({ nullable: true, description: 'The moment as of whose records it is; null: now.' }) knownAt:
    string | null;
  @ListField(() => ReportColumnBody) columns: ReportColumnBody[];
  @IntField() rowCount: number;
  @CentsField({
    min: -Number.MAX_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    description: 'From the report’s own rows.',
  })
  controlTotalCents: number;
  @CentsField({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, description: 'From the journal.' })
  ledgerTotalCents: number;
  @CentsField({
    min: -Number.MAX_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    description: 'Zero, or no file of it is handed out.',
  })
  differenceCents: number;
  @ListField(() => ReportDifferenceBody) differences: ReportDifferenceBody[];
  @ListField(() => ReportRowBody, { maxItems: 2_147_483_647 }) rows: ReportRowBody[];
}
