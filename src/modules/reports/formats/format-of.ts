import { DomainError } from '../../../kernel/errors';
import { CSV } from './csv.format';
import type { FileFormat } from './file-format';
import { IIF } from './iif.format';
import { JSON_FORMAT } from './json.format';
import { XERO } from './xero.format';
import { XLSX } from './xlsx.format';

/** What a report can be asked as. Of a journal, `csv` is the file its program imports. */
export const REPORT_FORMATS = ['json', 'csv', 'xlsx'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

const IMPORT_FILES: Readonly<Record<string, FileFormat>> = { 'journal-iif': IIF, 'journal-xero': XERO };

/** Errors: `report_parameter_invalid`. */
export function formatOf(report: string, format: string): FileFormat {
  if (format === 'json') return JSON_FORMAT;
  if (format === 'xlsx') return XLSX;
  if (format === 'csv') return IMPORT_FILES[report] ?? CSV;
  throw new DomainError('report_parameter_invalid', { detail: `A report can be ${REPORT_FORMATS.join(', ')}.` });
}
