import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { businessDateOf } from '../../kernel/business-date';
import { DomainError } from '../../kernel/errors';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Authorize } from '../../modules/access/authorize';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import type { PaymentMethodView } from '../../modules/payments/payment-method.view';
import { PaymentMethodsReader } from '../../modules/payments/payment-methods.reader';
import { Transactions } from '../../platform/database/transactions';
import { cardName } from './card-words';
import type { CardShown } from './cards-on-file';

/** A patient's saved cards as pages show them. */
@Injectable()
export class CardDesk {
  constructor(
    private readonly transactions: Transactions,
    private readonly methods: PaymentMethodsReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  /** The one that is offered first at the head. Nothing for a role that sees no cards. Tx: joins one or opens its own. */
  async of(patientId: PatientId): Promise<CardShown[]> {
    if (!this.authorize.may('cards.read')) return [];
    return this.transactions.run(async () => {
      const [cards, { timeZone }] = await Promise.all([this.methods.ofPatient(patientId), this.clinics.settings()]);
      return cards.map((card) => toShown(card, timeZone)).sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
    });
  }

  /** Those a charge at the desk may be made to: what was agreed to covers it. */
  chargeable(patientId: PatientId): Promise<CardShown[]> {
    return this.transactions.run(async () => {
      const cards = await this.methods.ofPatient(patientId);
      const agreed = new Set(cards.filter(isForTheDesk).map(({ id }) => id as string));
      return (await this.of(patientId)).filter(({ id }) => agreed.has(id));
    });
  }

  /** Errors: `payment_method_unknown`, also for another patient's. */
  async one(patientId: PatientId, id: string): Promise<CardShown> {
    const card = (await this.of(patientId)).find((each) => each.id === id);
    if (!card) throw new DomainError('payment_method_unknown', { detail: 'This patient has no such card on file.' });
    return card;
  }
}

const isForTheDesk = ({ consent }: PaymentMethodView): boolean =>
  consent.purpose === 'desk_charges' && consent.revokedAt === null;

const toShown = (card: PaymentMethodView, timeZone: string): CardShown => ({
  id: card.id,
  name: cardName(card),
  label: card.label,
  isDefault: card.isDefault,
  expiry: card.isExpired ? 'expired' : card.isExpiringSoon ? 'soon' : 'good',
  addedOn: businessDateOf(Temporal.Instant.from(card.addedAt), timeZone),
  most: card.consent.maxAmountCents === null ? undefined : Money.cents(card.consent.maxAmountCents),
});
