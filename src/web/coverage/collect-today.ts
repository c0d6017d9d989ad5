import { Injectable } from '@nestjs/common';
import { SERVICE_KINDS } from '../../domain/pricing/service-terms';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { PricesReader } from '../../modules/catalog/prices.reader';
import type { ServiceView } from '../../modules/catalog/service.view';
import { QuoteVisit } from '../../modules/charges/quote-visit';
import type { QuoteLineView } from '../../modules/charges/quote.view';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { Transactions } from '../../platform/database/transactions';
import type { CollectRow } from './coverage-plans';
import { shareBasis, shareParts } from './eligibility-words';

const MOST_SERVICES = 200;

/** What to collect of a patient today, service by service. Tx: joins the open one or opens its own. */
@Injectable()
export class CollectToday {
  constructor(
    private readonly tx: Transactions,
    private readonly prices: PricesReader,
    private readonly quotes: QuoteVisit,
    private readonly clinics: ClinicsReader,
  ) {}

  /**
   * Each service alone, as if it were the only one of the visit: a copayment and a deductible are used up from line to line.
   * Services without a price of their own, and fees, are left out. Errors: `patient_unknown`.
   */
  rows(patientId: PatientId): Promise<CollectRow[]> {
    return this.tx.run(async () => {
      const dateOfService = await this.clinics.today();
      const { data } = await this.prices.services({ on: dateOfService, limit: MOST_SERVICES });
      const rows: CollectRow[] = [];
      for (const { code } of data.filter(hasFixedPrice).sort(inOrderOfCare)) {
        const { lines } = await this.quotes.execute({ patientId, dateOfService, lines: [{ serviceCode: code }] });
        rows.push(...lines.map(toRow));
      }
      return rows;
    });
  }
}

const hasFixedPrice = ({ kind, priceCents, slidingScale }: ServiceView): boolean =>
  kind !== 'fee' && priceCents !== null && !slidingScale;

const inOrderOfCare = (a: ServiceView, b: ServiceView): number =>
  SERVICE_KINDS.indexOf(a.kind) - SERVICE_KINDS.indexOf(b.kind);

const toRow = ({ serviceCode, displayName, route, shareEstimate, ...line }: QuoteLineView): CollectRow => ({
  key: serviceCode,
  name: displayName,
  isInsured: route.destination === 'insurance',
  why: shareEstimate ? `${shareParts(shareEstimate)}. ${shareBasis(shareEstimate)}` : route.reason,
  price: Money.cents(line.amountCents),
  collect: Money.cents(line.patientResponsibilityCents),
});
