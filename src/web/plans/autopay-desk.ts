import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { businessDateOf, parseBusinessDate } from '../../kernel/business-date';
import type { PatientId, PaymentMethodId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Authorize } from '../../modules/access/authorize';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import type { PaymentMethodView } from '../../modules/payments/payment-method.view';
import { PaymentMethodsReader } from '../../modules/payments/payment-methods.reader';
import { AutopayReader } from '../../modules/plans/autopay.reader';
import type { AutopayView } from '../../modules/plans/autopay.view';
import type { PaymentPlanView } from '../../modules/plans/payment-plan.view';
import { StartAutopay } from '../../modules/plans/start-autopay';
import type { AutopayShown, CardChoice } from './autopay-card';

/** What the pages show of automatic payments. Tx: joins the open one or opens its own. */
@Injectable()
export class AutopayDesk {
  constructor(
    private readonly autopay: AutopayReader,
    private readonly starting: StartAutopay,
    private readonly cards: PaymentMethodsReader,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  async of(plan: PaymentPlanView): Promise<AutopayShown> {
    const view = await this.autopay.get(plan.id);
    const { timeZone } = await this.clinics.settings();
    const today = (await this.clinics.today()).toString();
    const saved = this.authorize.may('cards.read') ? await this.cards.ofPatient(plan.patientId as PatientId) : [];
    const isOpen = plan.status === 'active' || plan.status === 'paused';
    const isSigned = plan.agreement.signedAt !== null;
    const mayPay = ({ isExpired, consent, label }: PaymentMethodView): boolean =>
      !isExpired && consent.revokedAt === null && (plan.package === null || label === 'personal');
    const usable = saved.filter(mayPay);
    return {
      status: isOpen ? view.status : 'off',
      agreed: isOpen ? agreedOf(view, { saved, timeZone }) : undefined,
      next: view.status === 'on' && plan.status === 'active' && !plan.heldFor ? nextOf(plan, view, today) : undefined,
      cards: isOpen && isSigned ? usable.map(toChoice) : [],
      because: isOpen ? becauseOf({ isSigned, hasCards: usable.length > 0 }) : undefined,
    };
  }

  /** Errors: those of {@link StartAutopay.offer}. */
  async offer(planId: string, card: PaymentMethodId): Promise<{ cardId: string; text: string; textSha256: string }> {
    const { text, textSha256 } = await this.starting.offer(planId, card);
    return { cardId: card, text, textSha256 };
  }
}

function becauseOf({ isSigned, hasCards }: { isSigned: boolean; hasCards: boolean }): string | undefined {
  if (!isSigned) return 'The patient signs the plan first. They may always pay another way.';
  return hasCards ? undefined : 'No card that can be charged is on file. The patient may always pay another way.';
}

function agreedOf(
  { consent }: AutopayView,
  { saved, timeZone }: { saved: readonly PaymentMethodView[]; timeZone: string },
): AutopayShown['agreed'] {
  if (!consent || consent.revokedAt) return undefined;
  const card = saved.find(({ id }) => id === consent.paymentMethodId);
  return {
    card: card ? wordsOf(card) : 'A saved card',
    on: businessDateOf(Temporal.Instant.from(consent.acceptedAt), timeZone),
    text: consent.text,
  };
}

/** The oldest installment that a card is still charged for. */
function nextOf(plan: PaymentPlanView, { collections }: AutopayView, today: string): AutopayShown['next'] {
  const part = plan.installments.find(({ number, leftCents }) => {
    const state = collections.find((collection) => collection.number === number)?.status ?? 'waiting';
    return leftCents > 0 && (state === 'waiting' || state === 'charging');
  });
  if (!part) return undefined;
  const tryOn = collections.find(({ number }) => number === part.number)?.tryOn ?? part.dueOn;
  return { on: parseBusinessDate(tryOn < today ? today : tryOn), amount: Money.cents(part.leftCents) };
}

const LABELS = { personal: '', hsa: ' (HSA)', fsa: ' (FSA)' } as const;

const wordsOf = ({ brand, last4, label }: PaymentMethodView): string =>
  `${brand ?? 'Card'} ending in ${last4}${LABELS[label]}`;

const toChoice = (card: PaymentMethodView): CardChoice => ({ id: card.id, words: wordsOf(card) });
