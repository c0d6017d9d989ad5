import { Injectable } from '@nestjs/common';
import type { CardLabel } from '../../domain/payments/saved-card';
import type { PatientId, PaymentMethodId } from '../../kernel/ids';
import type { Money } from '../../kernel/money';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { OpenCardSetup, type OpenedCardSetup } from '../../modules/payments/open-card-setup';
import { RemoveCard } from '../../modules/payments/remove-card';
import { SetDefaultCard } from '../../modules/payments/set-default-card';
import { Config } from '../../platform/config/config';
import { cardPagesOrigin } from '../http/card-pages';
import { toPatientHead } from '../patients/patient-heads';
import type { PatientHead } from '../ui/patient-head';
import { CardDesk } from './card-desk';
import type { CardShown } from './cards-on-file';

/** A card to be saved. */
export interface CardToAdd {
  readonly label: CardLabel;
  readonly maximum?: Money;
}

/** What the pages about saved cards do. */
@Injectable()
export class CardDeeds {
  constructor(
    private readonly desk: CardDesk,
    private readonly patients: PatientsReader,
    private readonly setup: OpenCardSetup,
    private readonly defaults: SetDefaultCard,
    private readonly removal: RemoveCard,
    private readonly config: Config,
  ) {}

  /** Where a form that opens the card page may lead. */
  get cardPages(): string {
    return cardPagesOrigin(this.config.stripe);
  }

  /** Errors: `patient_unknown`. */
  async patient(id: PatientId): Promise<PatientHead> {
    return toPatientHead(await this.patients.get(id));
  }

  /** Errors: `payment_method_unknown`. */
  card(patientId: PatientId, id: PaymentMethodId): Promise<CardShown> {
    return this.desk.one(patientId, id);
  }

  /**
   * Opens the page of the processor's. One entered at the desk leads back to the desk, one on a phone to the patient's page.
   * Errors: `patient_unknown`, `checkout_unavailable`.
   */
  open(patientId: PatientId, { label, maximum }: CardToAdd, isHere: boolean): Promise<OpenedCardSetup> {
    const returnUrl = isHere ? `${this.config.publicUrl}/patients/${patientId}#cards` : undefined;
    return this.setup.execute({ patientId, label, maximum, purpose: 'desk_charges', returnUrl });
  }

  /** Errors: `payment_method_unknown`. */
  async offerFirst(patientId: PatientId, id: PaymentMethodId): Promise<void> {
    await this.desk.one(patientId, id);
    await this.defaults.execute(id);
  }

  /** Errors: `payment_method_unknown`. */
  remove(patientId: PatientId, id: PaymentMethodId): Promise<void> {
    return this.removal.execute(id, patientId);
  }
}
