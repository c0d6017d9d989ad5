import { bankByKey } from './banks';
import { cardByKey } from './cards';

/** What follows a payment, by card or bank account. */
export interface Aftermath {
  /** A charge is disputed at once, for this reason. */
  dispute?: string;
  isInquiry?: boolean;
  isSuspected?: boolean;
  /** A refund waits, or succeeds and fails later. A bank transfer back always takes its time. */
  refund?: 'pending' | 'fails';
}

/** What the instrument with this stored key does once it has paid. */
export function aftermathOf(key: string): Aftermath {
  const bank = bankByKey(key);
  return bank ? { dispute: bank.dispute, refund: 'pending' } : cardByKey(key);
}
