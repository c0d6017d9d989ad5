import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import type { PackageOfferView } from './package-offer.view';

const OFFERS = `SELECT code, name, lines, discount_basis_points AS "discountBasisPoints",
    cancellation_policy AS "cancellationPolicy", is_offered AS "isOffered"
  FROM package_offers WHERE clinic_id = current_clinic()`;

/** The packages a clinic offers; a handful. Tx: joins the open one or opens its own. */
@Injectable()
export class PackageOffersReader {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
  ) {}

  /** By code, also those that are not sold any more. */
  list(): Promise<PackageOfferView[]> {
    return this.tx.run(() => this.sql.query<PackageOfferView>(`${OFFERS} ORDER BY code`));
  }

  /** Errors: `package_offer_unknown`, also for one that is not sold any more. */
  async offered(code: string): Promise<PackageOfferView> {
    const offer = await this.tx.run(() =>
      this.sql.one<PackageOfferView>(`${OFFERS} AND code = $1 AND is_offered`, [code]),
    );
    if (!offer) throw new DomainError('package_offer_unknown', { detail: 'This clinic sells no such package.' });
    return offer;
  }
}
