import { Injectable } from '@nestjs/common';
import { isHealthAccount } from '../../domain/payments/saved-card';
import type { PatientId } from '../../kernel/ids';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { CardDesk } from '../cards/card-desk';
import { DEPOSIT_TENDERS, type TenderChoice } from './tenders';

/** The ways something may be paid ahead of care: never with HSA or FSA money. Tx: joins the open one or opens its own. */
@Injectable()
export class AheadTenders {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly cards: CardDesk,
  ) {}

  /** The clinic's, and the cards the patient has on file for the desk. */
  async of(patientId: PatientId): Promise<TenderChoice[]> {
    const { policies } = await this.clinics.settings();
    const offered = new Set<string>(policies.offeredTenders);
    const saved = offered.has('card_on_file') ? await this.cards.chargeable(patientId) : [];
    return [
      ...DEPOSIT_TENDERS.filter((type) => offered.has(type)).map((type): TenderChoice => ({ type })),
      ...saved
        .filter(({ label }) => !isHealthAccount(label))
        .map((card): TenderChoice => ({ type: 'card_on_file', cardId: card.id, card, limit: card.most })),
    ];
  }
}
