import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PackageId, PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { PackageOffersReader } from '../../modules/packages/package-offers.reader';
import type { CancellationPreviewView, PackageView } from '../../modules/packages/package.view';
import { PackagesReader } from '../../modules/packages/packages.reader';
import { type QuotedPackage, QuotePackage } from '../../modules/packages/quote-package';
import { PlansReader } from '../../modules/plans/plans.reader';
import { Transactions } from '../../platform/database/transactions';
import { PackagePeople } from './package-people';
import type { PackagePageProps } from './package.page';
import type { PayPackagePageProps } from './pay-package.page';
import type { SellPackagePageProps } from './sell-package.page';

/** What the controller adds. */
type Around = 'shell' | 'form' | 'idempotencyKey' | 'maySell' | 'mayCancel';

const MOST_PLANS = 200;

/** What the pages of packages show. Tx: joins the open one or opens its own. */
@Injectable()
export class PackageDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly packages: PackagesReader,
    private readonly offers: PackageOffersReader,
    private readonly quotes: QuotePackage,
    private readonly people: PackagePeople,
    private readonly plans: PlansReader,
  ) {}

  /** Errors: `package_unknown`. */
  one(id: PackageId): Promise<Omit<PackagePageProps, Around>> {
    return this.tx.run(async () => {
      const view = await this.packages.get(id);
      const preview = view.status === 'canceled' ? undefined : await this.packages.cancellation(id);
      const plan = await this.planOf(view);
      const mayPlan =
        !plan && view.status !== 'canceled' && view.unpaidCents > 0 && view.priceCents === view.listPriceCents;
      return { ...shown(view, preview), patient: await this.people.head(view.patientId), plan, mayPlan };
    });
  }

  private async planOf({ id, patientId }: PackageView): Promise<PackagePageProps['plan']> {
    const { data } = await this.plans.list({ patientId, limit: MOST_PLANS });
    const live = data.find(({ status, package: sold }) => status !== 'canceled' && sold?.id === id);
    return live && { id: live.id, number: live.number };
  }

  /** Errors: `package_unknown`. */
  toPay(id: PackageId): Promise<Omit<PayPackagePageProps, 'shell' | 'form' | 'idempotencyKey'>> {
    return this.tx.run(async () => {
      const { patientId, number, unpaid } = await this.packages.toPay(id);
      const [patient, tenders] = await Promise.all([this.people.head(patientId), this.people.tenders(patientId)]);
      return { id, number, unpaid, patient, tenders };
    });
  }

  /** What is offered, or the one that is chosen. Errors: `patient_unknown`, `package_offer_unknown`, `price_not_set`. */
  toSell(
    patientId: PatientId,
    offerCode: string | undefined,
  ): Promise<Omit<SellPackagePageProps, 'shell' | 'form' | 'idempotencyKey'>> {
    return this.tx.run(async () => {
      const [patient, tenders, offers] = await Promise.all([
        this.people.head(patientId),
        this.people.tenders(patientId),
        this.offers.list(),
      ]);
      const chosen = offerCode ? await this.quotes.execute(offerCode) : undefined;
      return {
        patient,
        tenders,
        offers: offers.filter(({ isOffered }) => isOffered).map(({ code, name }) => ({ code, name })),
        chosen: chosen && chosenOf(chosen),
      };
    });
  }
}

function shown(
  view: PackageView,
  preview: CancellationPreviewView | undefined,
): Omit<PackagePageProps, Around | 'patient' | 'plan' | 'mayPlan'> {
  const { cancellation } = view;
  return {
    id: view.id,
    number: view.number,
    name: view.name,
    status: view.status,
    soldOn: parseBusinessDate(view.soldOn),
    price: Money.cents(view.priceCents),
    listPrice: Money.cents(view.listPriceCents),
    unpaid: Money.cents(view.unpaidCents),
    deferred: Money.cents(view.deferredCents),
    earned: Money.cents(view.earnedCents),
    lines: view.lines.map((line) => ({ ...line, price: Money.cents(line.priceCents) })),
    payments: view.payments.map(({ id, status, amountCents, pageUrl }) => ({
      id,
      status,
      amount: Money.cents(amountCents),
      pageUrl: pageUrl ?? undefined,
    })),
    signedBy: view.signedBy,
    agreement: view.agreement.text,
    preview: preview && {
      policy: preview.policy,
      refund: Money.cents(preview.refundCents),
      figures: preview.figures.map(({ policy, refundCents, keptCents }) => ({
        policy,
        refund: Money.cents(refundCents),
        kept: Money.cents(keptCents),
      })),
    },
    cancellation: cancellation
      ? {
          on: parseBusinessDate(cancellation.canceledOn),
          reason: cancellation.reason,
          kept: Money.cents(cancellation.keptCents),
          refunded: Money.cents(cancellation.refundedCents),
          pending: Money.cents(cancellation.refundPendingCents),
          toRefund: Money.cents(cancellation.toRefundCents),
        }
      : undefined,
  };
}

const chosenOf = ({ offerCode, name, price, lines, agreement }: QuotedPackage): SellPackagePageProps['chosen'] => ({
  code: offerCode,
  name,
  price: price.price,
  listPrice: price.listPrice,
  lines: lines.map(({ serviceCode, description, quantity, single }) => ({
    key: serviceCode,
    description,
    quantity,
    single: single.unitPrice,
  })),
  text: agreement.text,
  textSha256: agreement.textSha256,
});
