import type { ReportHead, ReportSink } from '../report-result';
import type { Output } from './output';

/** A kind of file a report can be. */
export interface FileFormat {
  /** What the file is, once it is known how many rows it has. */
  describe(head: ReportHead): { readonly contentType: string; readonly ending: string };
  /** What turns rows into bytes. */
  encoder(output: Output): ReportSink;
}

/** Of a report whose columns are those of another program's import file. */
export const isImportFile = (head: ReportHead): boolean => head.columns.some(({ type }) => type === 'plain');
