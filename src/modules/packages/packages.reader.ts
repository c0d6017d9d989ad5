import { Injectable } from '@nestjs/common';
import { CANCELLATION_POLICIES, cancellationFigures } from '../../domain/packages/cancel-package';
import { DomainError } from '../../kernel/errors';
import type { InvoiceId, PackageId, PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { DEFAULT_LIMIT, decodeIdCursor, type Page, pageOf } from '../../platform/http/pagination';
import { PatientsReader } from '../patients/patients.reader';
import { PackageMoney } from './package-money';
import type { CancellationPreviewView, PackageView } from './package.view';
import { PackageRows } from './persistence/package-rows';
import { PackageUsesRepository } from './persistence/package-uses.repository';

/** What somebody who pays a package has to know: the desk, or a payment plan. */
export interface PackageToPay {
  readonly packageId: PackageId;
  readonly patientId: PatientId;
  readonly number: string;
  readonly listPrice: Money;
  readonly price: Money;
  /** Of the price, what has not been paid; nothing once it is canceled. */
  readonly unpaid: Money;
  /** Bills of sessions that were given before they were paid. */
  readonly openInvoiceIds: readonly InvoiceId[];
  readonly isCanceled: boolean;
}

/** Reads packages; every amount follows from the ledger's open items. Tx: joins the open one or opens its own. */
@Injectable()
export class PackagesReader {
  constructor(
    private readonly tx: Transactions,
    private readonly rows: PackageRows,
    private readonly uses: PackageUsesRepository,
    private readonly money: PackageMoney,
    private readonly patients: PatientsReader,
  ) {}

  /** Errors: `package_unknown`. */
  get(id: PackageId): Promise<PackageView> {
    return this.tx.run(async () => (await this.rows.one(id)) ?? unknown());
  }

  /** The newest first. Errors: `patient_unknown`, `cursor_invalid`. */
  ofPatient(patientId: PatientId, page: { limit?: number; cursor?: string }): Promise<Page<PackageView>> {
    const limit = page.limit ?? DEFAULT_LIMIT;
    const beforeId = page.cursor ? decodeIdCursor(page.cursor) : undefined;
    return this.tx.run(async () => {
      await this.patients.get(patientId);
      const rows = await this.rows.ofPatient(patientId, { beforeId, limit: limit + 1 });
      return pageOf(
        rows,
        limit,
        (row) => [row.id],
        (row) => row,
      );
    });
  }

  /** A package's price and what is unpaid of it. Errors: `package_unknown`. */
  toPay(packageId: PackageId): Promise<PackageToPay> {
    return this.tx.run(async () => {
      const view = await this.get(packageId);
      const owed = await this.uses.owed(packageId);
      return {
        packageId,
        patientId: view.patientId,
        number: view.number,
        listPrice: Money.cents(view.listPriceCents),
        price: Money.cents(view.priceCents),
        unpaid: Money.cents(view.unpaidCents),
        openInvoiceIds: [...new Set(owed.map(({ invoiceId }) => invoiceId))],
        isCanceled: view.status === 'canceled',
      };
    });
  }

  /** What canceling it now would come to, by both policies. Errors: `package_unknown`, `package_not_active`. */
  cancellation(id: PackageId): Promise<CancellationPreviewView> {
    return this.tx.run(async () => {
      const { status, cancellationPolicy: policy, number } = await this.get(id);
      if (status === 'canceled')
        throw new DomainError('package_not_active', { detail: `Package ${number} was canceled.` });
      const given = await this.money.given(id);
      const held = Money.sum((await this.money.lockHeld(id)).map(({ amount }) => amount));
      const figures = CANCELLATION_POLICIES.map((candidate) => {
        const { refund, kept } = cancellationFigures(candidate, { given, held });
        return { policy: candidate, refundCents: refund.toJSON(), keptCents: kept.toJSON() };
      });
      const { refund, kept } = cancellationFigures(policy, { given, held });
      return {
        policy,
        refundCents: refund.toJSON(),
        keptCents: kept.toJSON(),
        givenAtListCents: Money.sum(given.map(({ listPrice }) => listPrice)).toJSON(),
        givenAtPackageCents: Money.sum(given.map(({ price }) => price)).toJSON(),
        figures,
      };
    });
  }
}

function unknown(): never {
  throw new DomainError('package_unknown', { detail: 'This clinic has no such package.' });
}
