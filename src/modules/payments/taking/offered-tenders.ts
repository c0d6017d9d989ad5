import type { TenderInput } from '../../../domain/payments/tender-rules';
import { DomainError } from '../../../kernel/errors';
import type { OfferableTender } from '../../clinics/clinic-policies';

/** Errors: `tender_not_offered`. A hosted page is opened, not entered. */
export function refuseWhatIsNotOffered(tenders: readonly TenderInput[], offered: readonly OfferableTender[]): void {
  tenders.forEach(({ type }, index) => {
    if (type === 'unapplied_credit' || (type !== 'hosted_checkout' && offered.includes(type))) return;
    const message = 'This clinic does not take that tender.';
    throw new DomainError('tender_not_offered', {
      detail: message,
      errors: [{ pointer: `/tenders/${index}/type`, message }],
    });
  });
}
