import { carryForward, type Period } from '../../../domain/statements/statement';
import { invariant } from '../../../kernel/invariant';
import type { ClinicView } from '../../clinics/clinic.view';
import type { PatientView } from '../../patients/patient.view';
import { adjustmentLabel } from './adjustment-label';
import type { IssueFacts } from '../issuing/document-file';
import { printDay } from '../pdf/print';
import type { PatientAccount, StatementMovement } from '../persistence/statement-facts.reader';
import { printedPractice, printedRecipient } from '../sources/printed-parties';
import type { StatementModel } from '../models/statement.model';
import { tenderLabel } from './tender-label';

export interface StatementFacts extends PatientAccount {
  readonly clinic: ClinicView;
  readonly patient: PatientView;
  readonly period: Period;
  readonly payUrl?: string;
}

/**
 * What a statement says, before its number. Opening and closing are read from the journal apart from the activity between
 * them; one that does not add up is never printed.
 */
export function composeStatement(facts: StatementFacts): Omit<StatementModel, keyof IssueFacts> {
  const { clinic, patient, period, opening, closing } = facts;
  const account = carryForward(opening.due.minus(opening.credit), facts.movements);
  invariant(account.closing.equals(closing.due.minus(closing.credit)), 'a statement adds up to the ledger');
  return {
    from: period.from.toString(),
    to: period.to.toString(),
    practice: printedPractice(clinic),
    patient: printedRecipient(patient),
    openingCents: account.opening.toJSON(),
    activity: account.activity.map((movement) => ({
      on: movement.on,
      ...wordsOf(movement),
      amountCents: movement.amount.toJSON(),
      balanceCents: movement.balance.toJSON(),
    })),
    totals: {
      chargeCents: account.totals.charge.toJSON(),
      adjustmentCents: account.totals.adjustment.toJSON(),
      paymentCents: account.totals.payment.toJSON(),
      otherCents: account.totals.other.toJSON(),
    },
    closingCents: account.closing.toJSON(),
    dueCents: closing.due.toJSON(),
    creditCents: closing.credit.toJSON(),
    insurancePendingCents: closing.insurancePending.toJSON(),
    message: clinic.policies.payPage.message,
    ...(facts.payUrl ? { payUrl: facts.payUrl } : {}),
  };
}

/** A movement in neutral words: what was done, and for which service on which day. */
function wordsOf(movement: StatementMovement): { description: string; note?: string } {
  const { service } = movement;
  const given = service && `${service.description}, ${printDay(service.dateOfService)}`;
  switch (movement.sourceType) {
    case 'charge':
      return chargeWords(movement, given);
    case 'adjustment': {
      const label = adjustmentLabel(movement.adjustmentType ?? 'adjustment');
      return { description: movement.isReversal ? `${label}, taken back` : label, ...(given ? { note: given } : {}) };
    }
    case 'tender':
    case 'payment': {
      const means = movement.tender ? `, ${tenderLabel(movement.tender)}` : '';
      return { description: movement.amount.isNegative() ? `Payment${means}` : `Payment undone${means}` };
    }
    case 'refund':
      return { description: movement.amount.isNegative() ? 'Refund that did not reach you' : 'Refund to you' };
    case 'dispute':
      return { description: movement.amount.isNegative() ? 'Card dispute settled' : 'Card payment disputed' };
    case 'unclaimed_credit':
      return { description: 'Credit given to the state, which keeps it for you' };
    default:
      return { description: movement.amount.isNegative() ? 'Other credit' : 'Other charge' };
  }
}

function chargeWords(movement: StatementMovement, given: string | null) {
  const words = given ?? 'Service';
  if (movement.isReversal) return { description: 'Charge voided', note: words };
  if (movement.entryKind === 'charge') return { description: words };
  return { description: 'Your share after insurance', note: words };
}
