import { Injectable } from '@nestjs/common';
import type { ClinicId, PaymentId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Sql } from '../../platform/database/sql';
import { Transactions } from '../../platform/database/transactions';
import { ClinicsReader } from '../clinics/clinics.reader';
import type { BalanceFacts } from '../payments/processor-balance';

export interface Attributed {
  readonly byClinic: ReadonlyMap<ClinicId, readonly BalanceFacts[]>;
  /** What belongs to no clinic we know. */
  readonly unattributed: readonly BalanceFacts[];
}

interface Owner {
  readonly clinicId: ClinicId;
  readonly paymentId: PaymentId | null;
}

/**
 * Says whose each movement of the processor's balance is: by the payment intent we stored, by our own metadata, by the payout
 * it takes back, and where one clinic is all there is, by that.
 *
 * Tx: opens one without a clinic.
 */
@Injectable()
export class AttributeMovements {
  constructor(
    private readonly tx: Transactions,
    private readonly sql: Sql,
    private readonly clinics: ClinicsReader,
  ) {}

  async execute(movements: readonly BalanceFacts[]): Promise<Attributed> {
    const clinicIds = await this.clinics.allClinicIds();
    const [owners, parts] = await Promise.all([this.owners(movements), this.payoutParts(movements)]);
    const sole = clinicIds.length === 1 ? clinicIds[0] : undefined;
    const byClinic = new Map<ClinicId, BalanceFacts[]>();
    const unattributed: BalanceFacts[] = [];
    const give = ({ clinicId, paymentId }: Owner, movement: BalanceFacts): void => {
      byClinic.set(clinicId, [
        ...(byClinic.get(clinicId) ?? []),
        { ...movement, paymentId: paymentId ?? movement.paymentId },
      ]);
    };
    for (const movement of movements) {
      const named = clinicIds.find((id) => id === movement.clinicId) ?? sole;
      const owner =
        owners.get(movement.paymentIntentId ?? '') ?? (named ? { clinicId: named, paymentId: null } : undefined);
      const shares = parts.get(movement.sourceId ?? '');
      if (movement.role === 'payout' && shares) unattributed.push(...share(movement, shares, give));
      else if (owner) give(owner, movement);
      else unattributed.push(movement);
    }
    return { byClinic, unattributed };
  }

  private async owners(movements: readonly BalanceFacts[]): Promise<Map<string, Owner>> {
    const intents = [...new Set(movements.flatMap(({ paymentIntentId }) => paymentIntentId ?? []))];
    const rows = await this.tx.runGlobal(() =>
      this.sql.query<Owner & { intent: string }>(
        `SELECT payment_intent_id AS intent, clinic_id AS "clinicId", payment_id AS "paymentId" FROM find_tenders_by_payment_intents($1)`,
        [intents],
      ),
    );
    return new Map(rows.map((row) => [row.intent, row]));
  }

  private async payoutParts(movements: readonly BalanceFacts[]): Promise<Map<string, PayoutPart[]>> {
    const payouts = movements.filter(({ role }) => role === 'payout').flatMap(({ sourceId }) => sourceId ?? []);
    if (payouts.length === 0) return new Map();
    const rows = await this.tx.runGlobal(() =>
      this.sql.query<PayoutPart & { payout: string }>(
        `SELECT stripe_payout_id AS payout, clinic_id AS "clinicId", amount_cents AS "amountCents" FROM find_payout_parts($1)`,
        [payouts],
      ),
    );
    const parts = new Map<string, PayoutPart[]>();
    for (const { payout, ...part } of rows) parts.set(payout, [...(parts.get(payout) ?? []), part]);
    return parts;
  }
}

interface PayoutPart {
  readonly clinicId: ClinicId;
  readonly amountCents: string;
}

/** A payout that came back, each clinic its part. @returns what was nobody's */
function share(
  movement: BalanceFacts,
  parts: readonly PayoutPart[],
  give: (owner: Owner, part: BalanceFacts) => void,
): BalanceFacts[] {
  let rest = movement.amount;
  for (const { clinicId, amountCents } of parts) {
    const amount = Money.fromColumn(amountCents);
    rest = rest.minus(amount);
    if (!amount.isZero()) give({ clinicId, paymentId: null }, { ...movement, amount, net: amount, fee: Money.ZERO });
  }
  return rest.isZero() ? [] : [{ ...movement, amount: rest, net: rest, fee: Money.ZERO }];
}
