import { Injectable } from '@nestjs/common';
import type { DepositPurpose } from '../../domain/ledger/refund-recipes';
import type { AllocatedPayment } from '../../domain/payments/allocate-payment';
import type { ConsentPurpose } from '../../domain/payments/card-consent';
import { chargesSavedCard, isHealthAccount } from '../../domain/payments/saved-card';
import { checkTenders, type TenderInput } from '../../domain/payments/tender-rules';
import { DomainError } from '../../kernel/errors';
import { newId, type PatientId, type PaymentId, type PaymentMethodId, type TenderId } from '../../kernel/ids';
import { Clock } from '../../kernel/clock';
import { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { CardsToCharge } from './cards/cards-to-charge';
import { ChargeInStages } from './cards/charge-in-stages';
import { type PreparedTender } from './cards/record-card-payment';
import { RecordHeldTenders } from './taking/record-held-tenders';

export interface TakeHeldMoneyInput {
  readonly patientId: PatientId;
  readonly tenders: readonly TenderInput[];
  /** What it is held for; a package unless told. */
  readonly heldFor?: DepositPurpose;
  /** What the holders of saved cards agreed to; at the desk unless told. */
  readonly purpose?: ConsentPurpose;
  /** Says whether this much may be taken for it. Runs first, in the transaction that stores the payment. */
  readonly assertMayTake: (amount: Money) => Promise<void>;
  /** Ties the payment to what it is for, in that same transaction. */
  readonly tie: (paymentId: PaymentId) => Promise<void>;
}

/**
 * Takes money at the desk for something that is paid ahead, a package or a seat: by any tender but an HSA or FSA card, which pays only for
 * care that was given (DOMAIN.md §8). A saved card is charged in stages.
 *
 * Tx: opens or joins one; forbids one around it when a saved card is charged. Idempotent by: the route's key.
 * Posts: Dr 1020|1010|1035|1030|2000 / Cr 2100, item = the payment. Errors: `hsa_fsa_not_eligible`, those of the tenders
 * and of {@link ChargeInStages}, of `assertMayTake`.
 */
@Injectable()
export class TakeHeldMoney {
  constructor(
    private readonly tx: Transactions,
    private readonly cards: CardsToCharge,
    private readonly record: RecordHeldTenders,
    private readonly stages: ChargeInStages,
    private readonly clock: Clock,
  ) {}

  async execute(input: TakeHeldMoneyInput): Promise<PaymentId> {
    checkTenders(input.tenders);
    if (!input.tenders.some(chargesSavedCard)) return this.tx.run(() => this.prepare(input));
    return (await this.stages.execute(() => this.prepare(input))).id;
  }

  /** Stores the payment, and books what of it is in hand; a saved card is still to be asked. Tx: needs one. */
  async prepare(input: TakeHeldMoneyInput): Promise<PaymentId> {
    const { patientId, tenders, heldFor = 'package', purpose = 'desk_charges', assertMayTake, tie } = input;
    await assertMayTake(Money.sum(tenders.map(({ amount }) => amount)));
    const cards = await this.cards.of(patientId, tenders, purpose);
    const now = this.clock.now();
    const prepared = tenders.map((tender): PreparedTender => {
      const savedCard = cards.get(tender.paymentMethodId as PaymentMethodId);
      const spendsHsaFsa =
        tender.type === 'hsa_fsa_card' || (savedCard !== undefined && isHealthAccount(savedCard.label));
      const card = savedCard ? { brand: savedCard.brand ?? undefined, last4: savedCard.last4 } : tender.card;
      return { ...tender, card, savedCard, spendsHsaFsa, id: newId<TenderId>(now) };
    });
    refuseHealthMoney(prepared);
    const paymentId = await this.record.execute({
      patientId,
      heldFor,
      purpose,
      tenders: prepared,
      allocated: allHeld(prepared),
    });
    await tie(paymentId);
    return paymentId;
  }
}

function refuseHealthMoney(tenders: readonly PreparedTender[]): void {
  const index = tenders.findIndex(({ spendsHsaFsa }) => spendsHsaFsa);
  if (index < 0) return;
  const message = 'HSA and FSA money can only pay for care that has been given. Take another tender.';
  throw new DomainError('hsa_fsa_not_eligible', {
    detail: message,
    errors: [{ pointer: `/tenders/${index}/type`, message }],
    facts: { eligibleCents: 0 },
  });
}

/** No charge takes any of it. */
function allHeld(tenders: readonly PreparedTender[]): AllocatedPayment {
  const excess = Money.sum(tenders.map(({ amount }) => amount));
  return {
    applied: Money.ZERO,
    excess,
    tenders: tenders.map(({ id, amount }) => ({ tenderId: id, allocations: [], excess: amount })),
  };
}
