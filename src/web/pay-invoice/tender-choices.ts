import { Injectable } from '@nestjs/common';
import { isHealthAccount } from '../../domain/payments/saved-card';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { InvoiceView } from '../../modules/charges/invoice.view';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { BalancesReader } from '../../modules/ledger/balances.reader';
import { CardDesk } from '../cards/card-desk';
import type { CardShown } from '../cards/cards-on-file';
import { DESK_TENDERS, type TenderChoice } from './tenders';

/** The ways one bill may be paid at the desk, each with the most it can pay. Tx: needs one. */
@Injectable()
export class TenderChoices {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly balances: BalancesReader,
    private readonly cards: CardDesk,
  ) {}

  async of({ patientId, hsaFsaEligibleCents }: InvoiceView): Promise<TenderChoice[]> {
    const [clinic, balances, cards] = await Promise.all([
      this.clinics.current(),
      this.balances.patient(patientId as PatientId),
      this.cards.chargeable(patientId as PatientId),
    ]);
    const offered = new Set<string>(clinic.policies.offeredTenders);
    const eligible = Money.cents(hsaFsaEligibleCents);
    const limits: Readonly<Record<string, Money>> = {
      hsa_fsa_card: eligible,
      unapplied_credit: balances.unappliedCredit,
    };
    const atHand = DESK_TENDERS.filter((type) => type === 'unapplied_credit' || offered.has(type)).map(
      (type): TenderChoice => ({ type, limit: limits[type] }),
    );
    const saved = offered.has('card_on_file') ? cards.map((card) => savedCard(card, eligible)) : [];
    return [...atHand, ...saved].filter(({ limit }) => limit === undefined || limit.isPositive());
  }
}

/** HSA and FSA money reaches the eligible part only; any card what its holder agreed to. */
function savedCard(card: CardShown, eligible: Money): TenderChoice {
  const limits = [...(isHealthAccount(card.label) ? [eligible] : []), ...(card.most ? [card.most] : [])];
  const limit = limits.reduce<Money | undefined>((least, next) => (least ? Money.min(least, next) : next), undefined);
  return { type: 'card_on_file', cardId: card.id, card, limit };
}
