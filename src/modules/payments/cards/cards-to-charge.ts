import { Injectable } from '@nestjs/common';
import { assertAgreedTo, type ConsentPurpose } from '../../../domain/payments/card-consent';
import { assertChargeable } from '../../../domain/payments/saved-card';
import type { TenderInput } from '../../../domain/payments/tender-rules';
import { DomainError } from '../../../kernel/errors';
import type { PatientId, PaymentMethodId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { type PaymentMethodRow, PaymentMethodsRepository } from '../persistence/payment-methods.repository';

/**
 * The saved cards that tenders name, when all of them may be charged at the desk. Tx: needs one; holds the cards.
 * Errors: `payment_method_unknown` also for another patient's or another clinic's card; `payment_method_mismatch`,
 * `card_amount_too_small`, `card_consent_missing`.
 */
@Injectable()
export class CardsToCharge {
  constructor(private readonly methods: PaymentMethodsRepository) {}

  async of(
    patientId: PatientId,
    tenders: readonly TenderInput[],
    purpose: ConsentPurpose,
  ): Promise<ReadonlyMap<PaymentMethodId, PaymentMethodRow>> {
    const ids = tenders.flatMap(({ paymentMethodId }) => paymentMethodId ?? []);
    const rows = await this.methods.hold(ids);
    const own = new Map(
      rows.filter((row) => row.patientId === patientId && row.state === 'active').map((row) => [row.id, row]),
    );
    tenders.forEach((tender, index) => assertMayCharge(tender, own, { purpose, pointer: `/tenders/${index}` }));
    return own;
  }
}

function assertMayCharge(
  tender: TenderInput,
  own: ReadonlyMap<string, PaymentMethodRow>,
  { purpose, pointer }: { purpose: ConsentPurpose; pointer: string },
): void {
  if (tender.paymentMethodId === undefined) return;
  const card = own.get(tender.paymentMethodId.toLowerCase());
  if (!card) {
    const message = 'This patient has no such card on file.';
    const errors = [{ pointer: `${pointer}/paymentMethodId`, message }];
    throw new DomainError('payment_method_unknown', { detail: message, errors });
  }
  assertChargeable(tender, { label: card.label, pointer });
  // What a plan charges has an agreement of its own, with its days and amounts; here the card has only to stand.
  const { consentMaximumCents } = card;
  const maximum = purpose === 'payment_plan' ? null : consentMaximumCents;
  assertAgreedTo(
    {
      purpose: purpose === 'payment_plan' ? purpose : card.consentPurpose,
      maximum: maximum === null ? undefined : Money.fromColumn(maximum),
      isRevoked: card.consentRevokedAt !== null,
    },
    { purpose, amount: tender.amount, pointer: `${pointer}/amountCents` },
  );
}
