import { adviseOnDecline, DECLINE_ADVICE } from '../../src/domain/payments/decline-advice';
import { PayInvoicePage } from '../../src/web/pay-invoice/pay-invoice.page';
import { PaymentPage } from '../../src/web/payments/payment.page';
import { renderPage } from '../../src/web/ui/render';
import { paymentDeclinedInPart, payWithCards } from './fixtures/money';

/** What a reader of the page gets: entities undone. */
const textOf = (html: string): string =>
  html.replaceAll('&#39;', '’').replaceAll('&amp;', '&').replaceAll('&quot;', '"');

describe('a card that was not charged, on the pages of the desk', () => {
  const codes = [...Object.keys(DECLINE_ADVICE), 'a_reason_of_tomorrow'];

  it.each(codes)('%s is told in plain words, with what to do next', (declineCode) => {
    const { deskWords } = adviseOnDecline({ code: 'card_declined', declineCode, adviceCode: null });
    const [declined, ...others] = paymentDeclinedInPart.tenders;
    const tenders = [{ ...declined!, declined: deskWords }, ...others];
    const problems = [{ field: 'amount.card.m1', message: deskWords }];
    const pages = [
      renderPage(PaymentPage, { ...paymentDeclinedInPart, tenders }),
      renderPage(PayInvoicePage, { ...payWithCards, form: { ...payWithCards.form, problems } }),
    ].map(textOf);
    for (const page of pages) {
      expect(page).toContain(deskWords);
      if (declineCode.includes('_')) expect(page).not.toContain(declineCode);
    }
    // A lost or stolen card reads like any other: who stands at the desk may not be its holder.
    expect(deskWords).not.toMatch(/_|lost|stolen|fraud|pick ?up/i);
    expect(deskWords.split('. ').length).toBeGreaterThan(1);
  });
});
