import { Money } from '../../kernel/money';
import type { QuoteLineView } from '../../modules/charges/quote.view';
import { shareBasis, shareParts } from '../coverage/eligibility-words';
import type { ReviewLine } from './visit-line';

/** A priced and routed line as pages show it. */
export function toReviewLine(line: QuoteLineView, index: number): ReviewLine {
  const { priceSource, route, shareEstimate } = line;
  return {
    key: String(index),
    name: line.displayName,
    quantity: line.quantity,
    unitPrice: Money.cents(line.unitPriceCents),
    amount: Money.cents(line.amountCents),
    listAmount: line.discountCents > 0 ? Money.cents(line.listPriceCents) : undefined,
    priceReason: priceSource.reason,
    destination: route.destination,
    routeReason: route.reason,
    routeRule: `rule ${route.row}`,
    documentRule: line.documentRule,
    isHsaFsaEligible: line.hsaFsaEligible,
    patientPays: Money.cents(line.patientResponsibilityCents),
    insuranceExpected: Money.cents(line.insuranceExpectedCents),
    collect: shareEstimate && { parts: shareParts(shareEstimate), basis: shareBasis(shareEstimate) },
    notices: route.notices,
  };
}
