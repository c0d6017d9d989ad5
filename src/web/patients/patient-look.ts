import { Injectable } from '@nestjs/common';
import type { PatientId } from '../../kernel/ids';
import { Authorize } from '../../modules/access/authorize';
import { AskAboutPayments } from '../../modules/payments/ask-about-payments';
import { RefreshCardSetup } from '../../modules/payments/refresh-card-setup';
import { CardDesk } from '../cards/card-desk';
import type { PatientPageProps } from './patient.page';

/**
 * Lets a look at a patient ask the processor about what is not known yet: payments under way and cards being saved. One that
 * does not answer hides nothing that is known. Tx: forbids one around it.
 */
@Injectable()
export class PatientLook {
  constructor(
    private readonly payments: AskAboutPayments,
    private readonly setups: RefreshCardSetup,
    private readonly cards: CardDesk,
    private readonly authorize: Authorize,
  ) {}

  async at(patientId: PatientId): Promise<Pick<PatientPageProps, 'cards' | 'mayManageCards'>> {
    await Promise.all([this.payments.ofPatient(patientId), this.setups.ofPatient(patientId).catch(() => undefined)]);
    return { cards: await this.cards.of(patientId), mayManageCards: this.authorize.may('cards.manage') };
  }
}
