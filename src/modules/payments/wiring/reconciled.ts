import { StripeProcessorBalance } from '../gateway/stripe-processor-balance';
import { ProcessorBalance } from '../processor-balance';
import { ProcessorPostingsReader } from '../processor-postings.reader';
import { ReplayEvent } from '../replay-event';

/** What the books are reconciled with, and by. */
export const RECONCILED = [
  { provide: ProcessorBalance, useClass: StripeProcessorBalance },
  ProcessorPostingsReader,
  ReplayEvent,
];
