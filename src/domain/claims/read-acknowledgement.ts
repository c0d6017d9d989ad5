import type { TransactionEnvelope, TransactionReader } from '../x12/envelope';
import type { Segment } from '../x12/segment';
import { X12Error } from '../x12/x12-error';
import { ClaimAcknowledgementReader, type ClaimAcknowledgements } from './read-277ca';
import { type FileAcknowledgement, FileAcknowledgementReader } from './read-999';

export type Acknowledgement = FileAcknowledgement | ClaimAcknowledgements;

/** The reader of an acknowledgement. Errors: X12Error `transaction_unexpected` for any other transaction. */
export function acknowledgementReader(
  { transactionSet }: TransactionEnvelope,
  start: Segment,
): TransactionReader<Acknowledgement> {
  if (transactionSet === '999') return new FileAcknowledgementReader();
  if (transactionSet === '277') return new ClaimAcknowledgementReader();
  throw new X12Error('transaction_unexpected', { ...start.place, element: 'ST01' }, 'is neither a 999 nor a 277CA');
}
