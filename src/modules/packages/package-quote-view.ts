import { Money } from '../../kernel/money';
import type { PackageQuoteView } from './package.view';
import type { QuotedPackage } from './quote-package';

/** A quoted package as it is shown. */
export function toQuoteView({
  offerCode,
  name,
  cancellationPolicy,
  price,
  lines,
  agreement,
}: QuotedPackage): PackageQuoteView {
  return {
    offerCode,
    name,
    cancellationPolicy,
    listPriceCents: price.listPrice.toJSON(),
    discountCents: price.listPrice.minus(price.price).toJSON(),
    priceCents: price.price.toJSON(),
    lines: lines.map(({ serviceCode, description, quantity, single }) => ({
      serviceCode,
      description,
      quantity,
      unitListPriceCents: single.unitPrice.toJSON(),
      priceCents: Money.sum(
        price.sessions.filter((session) => session.serviceCode === serviceCode).map((session) => session.price),
      ).toJSON(),
      reason: single.priceSource.reason,
    })),
    agreement,
  };
}
