import { Injectable } from '@nestjs/common';
import { Clock, toDate } from '../../kernel/clock';
import { DomainError, type FieldError } from '../../kernel/errors';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { RecordAuditEvent } from '../access/record-audit-event';
import { PricesReader } from '../catalog/prices.reader';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { PackageOfferBody } from './package-offer.view';

const MOST_SESSIONS = 100;

/**
 * Writes down a package the clinic sells, or changes it: what was sold before keeps its own sessions and prices.
 *
 * Tx: joins or opens one. Idempotent by: the code. Errors: `package_offer_invalid` naming what is wrong.
 */
@Injectable()
export class DefinePackageOffer {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly prices: PricesReader,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly audit: RecordAuditEvent,
  ) {}

  execute(code: string, offer: PackageOfferBody): Promise<void> {
    return this.tx.run(async () => {
      const book = await this.prices.priceBook(await this.clinics.today());
      const errors = errorsOf(code, offer, (serviceCode) => {
        const kind = book.service(serviceCode)?.kind;
        return kind !== undefined && kind !== 'fee';
      });
      if (errors.length > 0) throw new DomainError('package_offer_invalid', { errors });
      await this.sql.execute(
        `INSERT INTO package_offers (clinic_id, code, name, lines, discount_basis_points, cancellation_policy, is_offered, updated_at)
         VALUES (current_clinic(), $1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (clinic_id, code) DO UPDATE SET name = excluded.name, lines = excluded.lines, is_offered = excluded.is_offered,
           discount_basis_points = excluded.discount_basis_points, cancellation_policy = excluded.cancellation_policy,
           updated_at = excluded.updated_at`,
        [
          code,
          offer.name,
          JSON.stringify(offer.lines.map(({ serviceCode, quantity }) => ({ serviceCode, quantity }))),
          offer.discountBasisPoints,
          offer.cancellationPolicy,
          offer.isOffered ?? true,
          toDate(this.clock.now()),
        ],
      );
      await this.audit.execute({
        action: 'package_offer.define',
        subject: { type: 'package_offer', id: code },
        facts: { discountBasisPoints: offer.discountBasisPoints, cancellationPolicy: offer.cancellationPolicy },
      });
    });
  }
}

function errorsOf(code: string, { lines }: PackageOfferBody, isSold: (serviceCode: string) => boolean): FieldError[] {
  const errors: FieldError[] = lines.flatMap(({ serviceCode }, index) => {
    const pointer = `/lines/${index}/serviceCode`;
    if (!isSold(serviceCode)) return [{ pointer, message: 'names no treatment of this clinic' }];
    const isTwice = lines.findIndex((line) => line.serviceCode === serviceCode) < index;
    return isTwice ? [{ pointer, message: 'is there already' }] : [];
  });
  if (lines.reduce((sum, { quantity }) => sum + quantity, 0) > MOST_SESSIONS)
    errors.push({ pointer: '/lines', message: `has more than ${MOST_SESSIONS} sessions` });
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(code))
    errors.push({ pointer: '/code', message: 'must be lower-case letters, digits and hyphens' });
  return errors;
}
