import { Injectable } from '@nestjs/common';
import { type CardLabel, isHealthAccount } from '../../domain/payments/saved-card';
import { type BusinessDate, parseBusinessDate } from '../../kernel/business-date';
import type { InvoiceId, PatientId, PaymentId, PaymentMethodId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { Transactions } from '../../platform/database/transactions';
import { ChargeCards } from './cards/charge-cards';
import { PaymentMethodsRepository } from './persistence/payment-methods.repository';
import { PrepareCardPayment } from './cards/prepare-card-payment';
import { RefreshPayment } from './settling/refresh-payment';

/** A card on file, as far as charging it without its holder has to know. */
export interface CardOnFile {
  readonly id: PaymentMethodId;
  readonly patientId: PatientId;
  readonly last4: string;
  readonly label: CardLabel;
  readonly expiresOn: BusinessDate;
  readonly isOnFile: boolean;
}

export interface ChargeSavedCardInput {
  readonly invoiceId: InvoiceId;
  readonly card: Pick<CardOnFile, 'id' | 'label'>;
  readonly amount: Money;
}

/**
 * Charges a saved card while its holder is not there, for what they agreed to beforehand: the room that asks keeps that
 * agreement and has looked at it. One card, one bill.
 *
 * Posts: see {@link BookTenders}.
 */
@Injectable()
export class ChargeSavedCard {
  constructor(
    private readonly tx: Transactions,
    private readonly methods: PaymentMethodsRepository,
    private readonly preparing: PrepareCardPayment,
    private readonly charging: ChargeCards,
    private readonly refresh: RefreshPayment,
  ) {}

  /** Tx: joins or opens one; in one that goes on, nobody removes the card before its end. */
  async card(id: PaymentMethodId): Promise<CardOnFile | undefined> {
    const [row] = await this.tx.run(() => this.methods.hold([id]));
    return (
      row && {
        id: row.id,
        patientId: row.patientId,
        last4: row.last4,
        label: row.label,
        expiresOn: parseBusinessDate(row.expiresOn),
        isOnFile: row.state === 'active' && row.consentRevokedAt === null,
      }
    );
  }

  /**
   * Stores the intent. Tx: needs one; locks the invoice's open charges, then the card; an open hosted page is ended first,
   * outside of it. Errors: those of TakeCardPayment that are told before a card is asked.
   */
  begin({ invoiceId, card, amount }: ChargeSavedCardInput): Promise<PaymentId> {
    const type = isHealthAccount(card.label) ? 'hsa_fsa_card' : 'card_on_file';
    return this.preparing.execute({
      invoiceId,
      tenders: [{ type, amount, paymentMethodId: card.id }],
      purpose: 'payment_plan',
    });
  }

  /** Asks the processor for the first time. Tx: forbids one. Idempotent by: the stored charge. */
  async carryOut(paymentId: PaymentId): Promise<void> {
    await this.charging.execute(paymentId, 'first');
  }

  /** Learns what became of one that was left in the middle. Tx: forbids one. */
  async learn(paymentId: PaymentId): Promise<void> {
    await this.refresh.execute(paymentId);
  }
}
