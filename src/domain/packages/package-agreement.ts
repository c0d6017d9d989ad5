import type { Money } from '../../kernel/money';
import type { CancellationPolicy } from './cancel-package';

/** The wording in force. A wording is never changed: a better one has a new version. */
export const PACKAGE_AGREEMENT_VERSION = '2026-11';

/** What the text of an agreement is made of. */
export interface PackageTerms {
  readonly clinicName: string;
  readonly lines: readonly { readonly description: string; readonly quantity: number; readonly unitPrice: Money }[];
  readonly listPrice: Money;
  readonly price: Money;
  readonly cancellationPolicy: CancellationPolicy;
}

const CANCELING: Readonly<Record<CancellationPolicy, string>> = {
  pro_rata:
    'Each session I have had by then counts at its share of the package price. Everything else I paid is refunded.',
  rerate_to_list:
    'Each session I have had by then counts at the single-session price shown above instead of its share of the package ' +
    'price. What I paid above that is refunded. I am not asked for more than I paid.',
};

/**
 * The text the patient signs before a package is sold, in full: what is bought, what it costs, and what happens when they
 * stop half way. Kept as it was shown, with its version and hash.
 */
export function packageAgreement({ clinicName, lines, listPrice, price, cancellationPolicy }: PackageTerms): string {
  const bought = lines.map(
    ({ description, quantity, unitPrice }) =>
      `- ${quantity} × ${description}, ${unitPrice.format()} each when paid singly`,
  );
  return [
    `I buy these sessions from ${clinicName}:`,
    ...bought,
    `Paid singly they cost ${listPrice.format()}. The package costs ${price.format()}.`,
    'The money is held for me until a session is given. HSA and FSA cards cannot pay for sessions that are still to come.',
    `I can cancel at any time by telling the clinic. ${CANCELING[cancellationPolicy]}`,
    'A refund goes back the way I paid. The sessions are mine: they are given to nobody else.',
  ].join('\n');
}
