import type { ErrorCode } from '../../../kernel/error-codes';
import { DomainError } from '../../../kernel/errors';
import type { PaymentView } from '../payment.view';

/** Reasons of our own, where no bank was asked; the request may be made again. */
const OWN_CODES: readonly string[] = ['payment_method_unusable', 'card_unavailable'] satisfies ErrorCode[];

/**
 * Lets a payment pass of which anything was taken or is still under way; its tenders tell what was not.
 *
 * @throws DomainError `card_declined` or `authentication_required` when the cards said no and nothing was taken: what to
 * say, and whether to try again, is in it. It stands: the same request hears it again and asks no bank.
 * `payment_method_unusable` and `card_unavailable` when no bank was asked.
 */
export function assertSomethingTaken(payment: PaymentView): void {
  if (payment.tenders.some(({ status }) => status !== 'declined' && status !== 'canceled')) return;
  const told = payment.tenders.flatMap(({ decline }, index) => (decline ? [{ ...decline, index }] : []));
  const [first] = told;
  const own = OWN_CODES.find((code) => code === first?.code) as ErrorCode | undefined;
  const code: ErrorCode = own ?? (first?.retry === 'with_holder' ? 'authentication_required' : 'card_declined');
  throw new DomainError(code, {
    detail: first?.deskWords ?? 'The card was not charged.',
    errors: told.map(({ index, deskWords }) => ({ pointer: `/tenders/${index}`, message: deskWords })),
    facts: {
      paymentId: payment.id,
      balanceCents: payment.balanceCents,
      ...(own
        ? {}
        : {
            declineCode: first?.code ?? null,
            adviceCode: first?.adviceCode ?? null,
            retry: first?.retry ?? 'later',
            patientWords: first?.patientWords ?? null,
          }),
    },
    stands: !own,
  });
}
