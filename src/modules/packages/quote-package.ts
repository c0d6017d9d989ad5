import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CancellationPolicy } from '../../domain/packages/cancel-package';
import { PACKAGE_AGREEMENT_VERSION, packageAgreement } from '../../domain/packages/package-agreement';
import { type PackagePrice, pricePackage } from '../../domain/packages/package-price';
import { type Priced, priceFor } from '../../domain/pricing/price-for';
import type { BusinessDate } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import { invariant } from '../../kernel/invariant';
import { Transactions } from '../../platform/database/transactions';
import { type CatalogPriceBook, PricesReader } from '../catalog/prices.reader';
import { ClinicsReader } from '../clinics/clinics.reader';
import { PackageOffersReader } from './package-offers.reader';

/** A package as it would be sold today, with the text to be signed. */
export interface QuotedPackage {
  readonly offerCode: string;
  readonly name: string;
  readonly cancellationPolicy: CancellationPolicy;
  readonly soldOn: BusinessDate;
  readonly price: PackagePrice;
  readonly lines: readonly {
    readonly serviceCode: string;
    readonly description: string;
    readonly quantity: number;
    readonly single: Priced;
  }[];
  readonly agreement: { readonly textVersion: string; readonly text: string; readonly textSha256: string };
}

/**
 * What an offered package costs today, session by session, and what the patient would sign.
 *
 * Tx: joins the open one or opens its own; writes nothing.
 * Errors: `package_offer_unknown`, `package_offer_invalid` when nothing of it costs anything, `price_not_set` with `missing`: a package is never priced in part.
 */
@Injectable()
export class QuotePackage {
  constructor(
    private readonly tx: Transactions,
    private readonly offers: PackageOffersReader,
    private readonly prices: PricesReader,
    private readonly clinics: ClinicsReader,
  ) {}

  execute(offerCode: string): Promise<QuotedPackage> {
    return this.tx.run(async () => {
      const offer = await this.offers.offered(offerCode);
      const soldOn = await this.clinics.today();
      const [book, { name: clinicName }] = await Promise.all([this.prices.priceBook(soldOn), this.clinics.current()]);
      refuseUnpriced(
        book,
        offer.lines.map(({ serviceCode }) => serviceCode),
      );
      const lines = offer.lines.map(({ serviceCode, quantity }) => {
        const service = book.service(serviceCode);
        invariant(service, 'an offer names services of the catalog');
        return { serviceCode, quantity, description: service.neutralName, single: priceFor(book, { serviceCode }) };
      });
      const priced = lines.map((line) => ({ ...line, unitPrice: line.single.unitPrice }));
      if (priced.every(({ unitPrice }) => unitPrice.isZero()))
        throw new DomainError('package_offer_invalid', { detail: 'Sessions that cost nothing are not sold ahead.' });
      const price = pricePackage(priced, offer.discountBasisPoints);
      const { cancellationPolicy, name } = offer;
      const text = packageAgreement({ clinicName, lines: priced, cancellationPolicy, ...price });
      return {
        offerCode,
        name,
        cancellationPolicy,
        soldOn,
        price,
        lines,
        agreement: {
          textVersion: PACKAGE_AGREEMENT_VERSION,
          text,
          textSha256: createHash('sha256').update(text).digest('hex'),
        },
      };
    });
  }
}

function refuseUnpriced(book: CatalogPriceBook, serviceCodes: readonly string[]): void {
  const missing = serviceCodes.filter((code) => !book.price(code));
  if (missing.length > 0)
    throw new DomainError('price_not_set', {
      detail: `Set a price first for: ${missing.join(', ')}.`,
      facts: { missing },
    });
}
