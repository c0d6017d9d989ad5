import { Injectable } from '@nestjs/common';
import type { HeldPart } from '../../domain/ledger/package-recipes';
import { compareDates } from '../../kernel/business-date';
import { toDate } from '../../kernel/clock';
import type { PackageId, PaymentId } from '../../kernel/ids';
import { invariant } from '../../kernel/invariant';
import { Money } from '../../kernel/money';
import type { ChargeRecord } from '../charges/charge-record';
import type { VisitToBook } from '../charges/visit-record';
import { OpenDay } from '../ledger/open-day';
import { EarnHeldMoney } from '../payments/earn-held-money';
import { HeldMoney, type HeldSource } from '../payments/held-money';
import { ApplyPackageMoney, spend } from './apply-package-money';
import { PackageUsesRepository } from './persistence/package-uses.repository';
import { PackagesRepository } from './persistence/packages.repository';

/** A charge of a visit that uses up a session. */
type UsedSession = ChargeRecord & Required<Pick<ChargeRecord, 'prepaid'>>;

/**
 * Uses up the sessions of a visit and earns what is held for them; money that came in after the care pays what is owed.
 *
 * Tx: that of the visit, with the packages held. Posts: Dr 2100 / Cr revenue per session (S8).
 */
@Injectable()
export class EarnSessions {
  constructor(
    private readonly packages: PackagesRepository,
    private readonly uses: PackageUsesRepository,
    private readonly held: HeldMoney,
    private readonly earning: EarnHeldMoney,
    private readonly applying: ApplyPackageMoney,
    private readonly days: OpenDay,
  ) {}

  async execute(booking: VisitToBook): Promise<void> {
    const charges = booking.charges.filter((charge): charge is UsedSession => charge.prepaid !== undefined);
    const at = toDate(booking.now);
    const packageIds = await this.uses.packagesOf(charges.map(({ prepaid }) => prepaid.sessionId));
    const paymentId = await this.earn(booking, charges, packageIds);
    for (const { id, prepaid } of charges) {
      const isEarned = prepaid.held.isPositive();
      await this.uses.insert({
        sessionId: prepaid.sessionId,
        chargeId: id,
        heldCents: prepaid.held.toCents().toString(),
        paymentId: isEarned ? (paymentId ?? null) : null,
        at,
      });
    }
    for (const packageId of new Set(packageIds.values())) await this.applying.execute(packageId);
  }

  private async earn(
    { visit, invoice }: VisitToBook,
    charges: readonly UsedSession[],
    packageIds: ReadonlyMap<string, PackageId>,
  ): Promise<PaymentId | undefined> {
    const held = new Map<PackageId, HeldSource[]>();
    for (const packageId of new Set(packageIds.values())) {
      const payments = await this.packages.payments(packageId);
      const sources = await this.held.lock(payments.map(({ id }) => id));
      held.set(
        packageId,
        sources.filter(({ effectiveOn }) => compareDates(effectiveOn, visit.dateOfService) <= 0),
      );
    }
    const sessions = charges.flatMap(({ id, service, prepaid }) => {
      const packageId = packageIds.get(prepaid.sessionId);
      invariant(packageId, 'a session belongs to a package');
      if (!prepaid.held.isPositive()) return [];
      const sources = held.get(packageId) ?? [];
      const parts = spend(sources, prepaid.held);
      held.set(packageId, less(sources, parts));
      return [{ chargeId: id, revenueAccount: service.revenueAccount, parts }];
    });
    if (sessions.length === 0) return undefined;
    const effectiveOn = await this.days.for(visit.dateOfService);
    return this.earning.execute({ patientId: visit.patientId, invoiceId: invoice?.id, effectiveOn, sessions });
  }
}

function less(sources: readonly HeldSource[], parts: readonly HeldPart[]): HeldSource[] {
  return sources.map((source) => {
    const spent = parts.find(({ paymentId }) => paymentId === source.paymentId)?.amount ?? Money.ZERO;
    return { ...source, amount: source.amount.minus(spent) };
  });
}
