import { Injectable } from '@nestjs/common';
import { compareDates, parseBusinessDate } from '../../kernel/business-date';
import { Clock, toDate } from '../../kernel/clock';
import type { ChargeId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { type CareToCover, PrepaidCare, type PrepaidSession, RegisterPrepaidCare } from '../charges/prepaid-care';
import type { VisitToBook } from '../charges/visit-record';
import { HeldMoney, type HeldSource } from '../payments/held-money';
import { TakeBackEarned } from '../payments/take-back-earned';
import { EarnSessions } from './earn-sessions';
import { type FreeSession, PackageUsesRepository } from './persistence/package-uses.repository';

/**
 * Tells the charges room, which stands to the left, which lines of a visit a patient has bought ahead: the oldest package
 * first, a session only once, and never before the day it was sold.
 */
@Injectable()
@RegisterPrepaidCare()
export class PrepaidSessions extends PrepaidCare {
  constructor(
    private readonly uses: PackageUsesRepository,
    private readonly held: HeldMoney,
    private readonly earning: EarnSessions,
    private readonly takingBack: TakeBackEarned,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async cover(
    { patientId, dateOfService, serviceCodes }: CareToCover,
    how: 'look' | 'hold',
  ): Promise<readonly (PrepaidSession | undefined)[]> {
    const care = { on: dateOfService.toString(), serviceCodes };
    let free = await this.uses.free(patientId, care);
    if (free.length === 0) return [];
    if (how === 'hold') {
      await this.uses.lockPackages(patientId);
      free = await this.uses.free(patientId, care);
    }
    const sources = await this.held.lock([...new Set(free.flatMap(({ paymentIds }) => paymentIds))]);
    const there = sources.filter(({ effectiveOn }) => compareDates(effectiveOn, dateOfService) <= 0);
    return assign(serviceCodes, free, there);
  }

  override use(visit: VisitToBook): Promise<void> {
    return this.earning.execute(visit);
  }

  override async paidOf(chargeIds: readonly ChargeId[]): Promise<ReadonlyMap<ChargeId, Money>> {
    const rows = await this.uses.ofCharges(chargeIds);
    return new Map(rows.map(({ chargeId, heldCents }) => [chargeId, Money.fromColumn(heldCents)]));
  }

  override async giveBack(chargeIds: readonly ChargeId[], reason: string): Promise<void> {
    const rows = await this.uses.ofCharges(chargeIds);
    if (rows.length === 0) return;
    await this.uses.setReturned(chargeIds, toDate(this.clock.now()));
    for (const paymentId of new Set(rows.flatMap((row) => row.paymentId ?? [])))
      await this.takingBack.execute(paymentId, reason);
  }
}

/** Each line its session, and of each session's price what is held: a package's money goes to its sessions in turn. */
function assign(
  serviceCodes: readonly string[],
  free: readonly FreeSession[],
  held: readonly HeldSource[],
): (PrepaidSession | undefined)[] {
  const left = [...free];
  const money = new Map<string, Money>();
  return serviceCodes.map((code) => {
    const place = left.findIndex(({ serviceCode }) => serviceCode === code);
    const [session] = place < 0 ? [] : left.splice(place, 1);
    if (!session) return undefined;
    const price = Money.fromColumn(session.priceCents);
    const own = held.filter(({ paymentId }) => session.paymentIds.includes(paymentId));
    const there = money.get(session.packageId) ?? Money.sum(own.map(({ amount }) => amount));
    const part = Money.min(price, there);
    money.set(session.packageId, there.minus(part));
    return toPrepaid(session, price, part);
  });
}

function toPrepaid(session: FreeSession, price: Money, held: Money): PrepaidSession {
  const { priceList, effectiveFrom, reason } = session.priceSource;
  return {
    sessionId: session.id,
    held,
    agreedPrice: {
      unitPrice: price,
      agreedOn: parseBusinessDate(session.soldOn),
      source: {
        priceList,
        effectiveFrom: parseBusinessDate(effectiveFrom),
        rule: 'fixed',
        reason: `A session of package ${session.number}, ${price.format()} of its price. Singly: ${reason}`,
      },
    },
  };
}
