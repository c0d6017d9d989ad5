import type { TransactionReader } from '../x12/envelope';
import type { Segment } from '../x12/segment';

/** What a clearinghouse says of a file of ours (999, ASC X12N 005010X231A1). */
export interface FileAcknowledgement {
  readonly kind: '999';
  /** AK102: the group control number of our file. */
  readonly groupControlNumber: string;
  readonly transactions: readonly {
    /** AK202: the ST02 of our transaction. */
    readonly controlNumber: string;
    /** IK501: A accepted, E accepted with errors, R, M, W, X rejected. */
    readonly code: string;
    /** IK502… and the segments named by IK3, for a person. */
    readonly errors: readonly string[];
  }[];
  /** AK901: A accepted, E with errors, P partly, R rejected. */
  readonly code: string;
}

/** Whether the code of IK501 or AK901 lets the file, or part of it, in. */
export const isAccepted = (code: string): boolean => ['A', 'E', 'P'].includes(code);

/** Reads one 999. Errors: X12Error `element_invalid`. */
export class FileAcknowledgementReader implements TransactionReader<FileAcknowledgement> {
  private groupControlNumber = '';
  private code = '';
  private readonly transactions: { controlNumber: string; code: string; errors: string[] }[] = [];

  segment(segment: Segment): void {
    const current = this.transactions.at(-1);
    if (segment.id === 'AK1') this.groupControlNumber = segment.required(2);
    if (segment.id === 'AK2') this.transactions.push({ controlNumber: segment.required(2), code: '', errors: [] });
    if (segment.id === 'IK3')
      current?.errors.push(`segment ${segment.at(2)} (${segment.at(1)}): error ${segment.at(4)}`);
    if (segment.id === 'IK5' && current) {
      current.code = segment.required(1);
      if (segment.at(2) !== '') current.errors.push(`error ${segment.at(2)}`);
    }
    if (segment.id === 'AK9') this.code = segment.required(1);
  }

  finish(): FileAcknowledgement {
    const { groupControlNumber, code, transactions } = this;
    return { kind: '999', groupControlNumber, code, transactions };
  }
}
