import { Injectable } from '@nestjs/common';
import { standingOf } from '../../domain/estimates/estimate-excess';
import type { BusinessDate } from '../../kernel/business-date';
import { isBusinessDate, parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { PricesReader } from '../../modules/catalog/prices.reader';
import type { PostVisitChargesInput } from '../../modules/charges/post-visit-charges';
import { QuoteVisit } from '../../modules/charges/quote-visit';
import type { QuoteView } from '../../modules/charges/quote.view';
import type { ProviderView } from '../../modules/clinics/clinic.view';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { EstimatesReader } from '../../modules/estimates/estimates.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { PatientHead } from '../ui/patient-head';
import type { ServiceChoice } from './charge-visit.page';
import type { EstimateBar } from './estimate-card';
import { toReviewLine } from './review-lines';
import type { ReviewVisitPageProps } from './review-visit.page';
import { serviceChoices } from './service-choices';

/** What the page for charging a visit offers. */
export interface VisitOffer {
  readonly patient: PatientHead;
  readonly today: BusinessDate;
  readonly services: readonly ServiceChoice[];
  readonly providers: readonly { readonly value: string; readonly label: string }[];
}

const MOST_SERVICES = 200;

/** What the pages for charging a visit show. Tx: joins the open one or opens its own. */
@Injectable()
export class VisitDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly patients: PatientsReader,
    private readonly prices: PricesReader,
    private readonly quotes: QuoteVisit,
    private readonly estimates: EstimatesReader,
  ) {}

  /**
   * The patient, and what can be charged on the day that was typed, or today. Errors: `patient_unknown`.
   */
  offer(patientId: PatientId, typedDay: string | undefined): Promise<VisitOffer> {
    return this.transactions.run(async () => {
      const patient = toPatientHead(await this.patients.get(patientId));
      const today = await this.clinics.today();
      const on = isBusinessDate(typedDay) ? parseBusinessDate(typedDay) : today;
      const { data } = await this.prices.services({ on, limit: MOST_SERVICES });
      const { providers } = await this.clinics.current();
      return { patient, today, services: serviceChoices(data), providers: providers.map(toOption) };
    });
  }

  /** The visit priced and routed, as the review shows it. Errors: those of the quote. */
  async review(visit: PostVisitChargesInput): Promise<ReviewedVisit> {
    return this.transactions.run(async () => {
      const quote = await this.quotes.execute(visit);
      return { ...reviewed(quote), estimate: await this.estimateBar(visit, quote) };
    });
  }

  private async estimateBar(visit: PostVisitChargesInput, { lines }: QuoteView): Promise<EstimateBar | undefined> {
    const { patientId, providerId, dateOfService: on } = visit;
    const estimate = await this.estimates.inForce({ patientId, providerId, on });
    const own = lines.filter(({ route }) => route.destination === 'self_pay');
    const added = Money.sum(own.map(({ amountCents }) => Money.cents(amountCents)));
    if (!estimate || !added.isPositive()) return undefined;
    const expected = Money.cents(estimate.totalMaxCents);
    const billedWithThis = Money.cents(estimate.billedToDateCents).plus(added);
    const { excess, level } = standingOf(expected, billedWithThis);
    return { id: estimate.id, number: estimate.number ?? '', expected, billedWithThis, excess, level };
  }
}

/** The part of the review that follows from the quote. */
export type ReviewedVisit = Pick<
  ReviewVisitPageProps,
  'lines' | 'total' | 'patientPays' | 'insuranceExpected' | 'hsaFsaEligible' | 'estimate'
>;

const toOption = ({ id, firstName, lastName, credentials }: ProviderView) => ({
  value: id,
  label: `${firstName} ${lastName}, ${credentials}`,
});

function reviewed({ lines, totals }: QuoteView): ReviewedVisit {
  const eligible = lines.filter((line) => line.hsaFsaEligible && line.route.destination === 'self_pay');
  return {
    lines: lines.map(toReviewLine),
    total: Money.cents(totals.amountCents),
    patientPays: Money.cents(totals.patientResponsibilityCents),
    insuranceExpected: Money.cents(totals.insuranceExpectedCents),
    hsaFsaEligible: Money.sum(eligible.map((line) => Money.cents(line.amountCents))),
  };
}
