import { Injectable } from '@nestjs/common';
import { ACCOUNT } from '../../../domain/ledger/accounts';
import type { PatientId, PaymentId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { type CreditSource, HeldCredit } from './held-credit';
import { DepositsRepository } from '../persistence/deposits.repository';
import { RefundsRepository } from '../persistence/refunds.repository';

/** Credit first, then what was collected ahead of a visit; a deposit is not spent at the counter. */
const AT_COUNTER: readonly number[] = [ACCOUNT.patientCredit, ACCOUNT.unappliedReceipts];
/** What was collected for the care comes before what is left over from other care. */
const FOR_CHARGES: readonly number[] = [ACCOUNT.unappliedReceipts, ACCOUNT.unearnedDeposits, ACCOUNT.patientCredit];
/** What was taken ahead of any charge comes first; what was collected for a visit is not spent on others. */
const FOR_PACKAGE: readonly number[] = [ACCOUNT.unearnedDeposits, ACCOUNT.patientCredit];

/**
 * What of the money held for a patient may be spent, locked: not what is promised to be given back by a refund on its way.
 *
 * Tx: needs one.
 */
@Injectable()
export class SpendableCredit {
  constructor(
    private readonly deposits: DepositsRepository,
    private readonly refunds: RefundsRepository,
  ) {}

  /** For a tender of the type `unapplied_credit`. */
  atCounter(patientId: PatientId): Promise<HeldCredit> {
    return this.lock(patientId, AT_COUNTER);
  }

  /** For care that was given. @param from only what this payment left */
  forCharges(patientId: PatientId, from?: PaymentId): Promise<HeldCredit> {
    return this.lock(patientId, FOR_CHARGES, from);
  }

  /** For a package, ahead of its sessions. */
  forPackage(patientId: PatientId): Promise<HeldCredit> {
    return this.lock(patientId, FOR_PACKAGE);
  }

  private async lock(patientId: PatientId, accounts: readonly number[], from?: PaymentId): Promise<HeldCredit> {
    const rows = (await this.deposits.lockHeld(patientId)).filter(
      ({ paymentId, accountNumber }) => accounts.includes(accountNumber) && (!from || paymentId === from),
    );
    const sources = rows.map(({ openCents, ...row }) => ({ ...row, amount: Money.fromColumn(openCents) }));
    // A statement of its own, behind the locks: a promise made while we waited for them is seen.
    const promised = await this.refunds.promisedOf(rows.map(({ paymentId }) => paymentId));
    const inOrder = sources.sort((a, b) => accounts.indexOf(a.accountNumber) - accounts.indexOf(b.accountNumber));
    return new HeldCredit(withoutPromised(inOrder, promised));
  }
}

function withoutPromised(sources: readonly CreditSource[], promised: ReadonlyMap<PaymentId, Money>): CreditSource[] {
  const left = new Map(promised);
  return sources.map((source) => {
    const promise = left.get(source.paymentId) ?? Money.ZERO;
    const kept = Money.min(promise, source.amount);
    left.set(source.paymentId, promise.minus(kept));
    return { ...source, amount: source.amount.minus(kept) };
  });
}
