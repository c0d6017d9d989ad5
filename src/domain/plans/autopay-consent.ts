import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';

/** The wording in force. A wording is never changed: a better one has a new version. */
export const AUTOPAY_TEXT_VERSION = 'autopay-2026-11';

/** What is charged, and when, as the patient agrees to it. */
export interface AutopayTerms {
  readonly clinicName: string;
  readonly cardLast4: string;
  readonly charges: readonly { readonly dueOn: BusinessDate; readonly amount: Money }[];
}

/**
 * What a patient agrees to when installments are charged by themselves: the card, every day and amount, what may be less
 * and is then told of, how to stop, and that the plan does not depend on it.
 *
 * The third sentence is the range a consumer may elect in place of a notice of every change (12 CFR 1005.10(d)(2)); the last
 * is the ban of compulsory use (1005.10(e)(1)). Source: DOMAIN.md §7.4.
 */
export function autopayText({ clinicName, cardLast4, charges }: AutopayTerms): string {
  const list = charges.map(({ dueOn, amount }) => `${amount.format()} on ${dueOn.toString()}`).join('; ');
  return [
    `I allow ${clinicName} to charge my card ending in ${cardLast4} by itself for the installments of my payment plan: ${list}.`,
    'If a charge is declined, it may be tried again up to three times within the 14 days after.',
    'It may charge less than these amounts, when I have paid a part or owe less, and tells me so beforehand; it never charges more.',
    'I can stop this at any time by telling the clinic; nothing is charged after that, and my plan goes on.',
    'I do not have to pay this way to have a payment plan or to be treated.',
  ].join(' ');
}
