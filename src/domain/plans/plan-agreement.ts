import { Money } from '../../kernel/money';
import type { LateFee } from './late-fee';
import type { PlanFrequency, ScheduledInstallment } from './plan-schedule';
import type { PlanDisclosures } from './truth-in-lending';

/** Changes with every change of the words below. */
export const AGREEMENT_TEXT_VERSION = 'plan-agreement-2026-11';

export interface AgreementClause {
  readonly heading: string;
  readonly text: string;
  /** One of the federal disclosures, which stand together and apart from everything else (12 CFR 1026.17(a)). */
  readonly isDisclosure: boolean;
}

/** The federal figures, in the order and with the plain words of 12 CFR 1026.18. US cents. */
export interface AgreementDisclosures {
  readonly aprBasisPoints: number;
  readonly financeChargeCents: number;
  readonly amountFinancedCents: number;
  readonly totalOfPaymentsCents: number;
  readonly totalSalePriceCents: number;
}

/** All that a plan's agreement says, as plain JSON: it is hashed, stored, shown and printed as it is. */
export interface AgreementContent {
  readonly textVersion: string;
  readonly creditor: { readonly name: string; readonly address: string; readonly phone: string };
  readonly patientName: string;
  readonly bills: readonly { readonly number: string; readonly amountCents: number }[];
  readonly totalCents: number;
  readonly downPayment: { readonly amountCents: number; readonly dueOn: string } | null;
  readonly schedule: readonly { readonly number: number; readonly dueOn: string; readonly amountCents: number }[];
  /** Null for a plan of four installments or fewer. */
  readonly truthInLending: AgreementDisclosures | null;
  readonly clauses: readonly AgreementClause[];
  /** The notice of the FTC Holder Rule; null where there is no Truth in Lending disclosure. */
  readonly holderNotice: string | null;
}

export interface AgreementFacts {
  readonly creditor: AgreementContent['creditor'];
  readonly patientName: string;
  readonly bills: readonly { readonly number: string; readonly amount: Money }[];
  readonly total: Money;
  readonly downPayment: { readonly amount: Money; readonly dueOn: string };
  readonly frequency: PlanFrequency;
  readonly installments: readonly ScheduledInstallment[];
  readonly disclosures: PlanDisclosures;
  readonly graceDays: number;
  readonly lateFee?: LateFee;
}

/** 16 CFR 433.2(a), to the letter. */
const HOLDER_NOTICE =
  'ANY HOLDER OF THIS CONSUMER CREDIT CONTRACT IS SUBJECT TO ALL CLAIMS AND DEFENSES WHICH THE DEBTOR COULD ASSERT AGAINST THE ' +
  'SELLER OF GOODS OR SERVICES OBTAINED PURSUANT HERETO OR WITH THE PROCEEDS HEREOF. RECOVERY HEREUNDER BY THE DEBTOR SHALL NOT ' +
  'EXCEED AMOUNTS PAID BY THE DEBTOR HEREUNDER.';

/** What a plan's agreement says. Source: 12 CFR 1026.18; 16 CFR 433.2; DOMAIN.md §7.2. */
export function planAgreement(facts: AgreementFacts): AgreementContent {
  const { disclosures, downPayment } = facts;
  const isLong = disclosures.isTruthInLendingRequired;
  return {
    textVersion: AGREEMENT_TEXT_VERSION,
    creditor: facts.creditor,
    patientName: facts.patientName,
    bills: facts.bills.map(({ number, amount }) => ({ number, amountCents: amount.toJSON() })),
    totalCents: facts.total.toJSON(),
    downPayment: downPayment.amount.isPositive()
      ? { amountCents: downPayment.amount.toJSON(), dueOn: downPayment.dueOn }
      : null,
    schedule: facts.installments.map(({ number, dueOn, amount }) => ({
      number,
      dueOn: dueOn.toString(),
      amountCents: amount.toJSON(),
    })),
    truthInLending: isLong ? figuresOf(disclosures) : null,
    clauses: clausesOf(facts),
    holderNotice: isLong ? HOLDER_NOTICE : null,
  };
}

const figuresOf = (disclosures: PlanDisclosures): AgreementDisclosures => ({
  aprBasisPoints: disclosures.aprBasisPoints,
  financeChargeCents: disclosures.financeCharge.toJSON(),
  amountFinancedCents: disclosures.amountFinanced.toJSON(),
  totalOfPaymentsCents: disclosures.totalOfPayments.toJSON(),
  totalSalePriceCents: disclosures.totalSalePrice.toJSON(),
});

const HOW_OFTEN: Readonly<Record<PlanFrequency, string>> = {
  weekly: 'every week',
  biweekly: 'every two weeks',
  monthly: 'every month',
};

function clausesOf({ frequency, installments, graceDays, lateFee }: AgreementFacts): AgreementClause[] {
  return [
    {
      heading: 'What you agree to',
      text: `You pay the bills named here in ${installments.length} installments, ${HOW_OFTEN[frequency]}, on the days and in the amounts listed.`,
      isDisclosure: false,
    },
    { heading: 'No cost', text: 'There is no interest and no fee for paying by installments.', isDisclosure: false },
    {
      heading: 'Prepayment',
      text: 'You may pay any part early, or all of it, at any time. There is no penalty, and there is no finance charge to give back.',
      isDisclosure: true,
    },
    { heading: 'Late payment', text: lateText(graceDays, lateFee), isDisclosure: true },
    { heading: 'Security', text: 'You give no security for this plan.', isDisclosure: true },
    {
      heading: 'The rest of this agreement',
      text: 'See the rest of this agreement for more about how you pay, about changes, and about what happens when a payment is missed.',
      isDisclosure: true,
    },
    {
      heading: 'How you pay',
      isDisclosure: false,
      text:
        'You choose how you pay each time: cash, check, card, or the payment page. Paying automatically is never a condition of this ' +
        'plan; if you want it, you agree to it apart from this and may end it at any time.',
    },
    {
      heading: 'Changes, and a missed payment',
      isDisclosure: false,
      text:
        'If a bill is lowered, the last installments become smaller or fall away. New dates or amounts need a new agreement. If the plan ' +
        'ends early, what is left is owed as it would be without the plan. A missed payment does not make the others due.',
    },
  ];
}

function lateText(graceDays: number, fee?: LateFee): string {
  const late = `An installment is late when it is not paid within ${graceDays} days after it is due.`;
  if (!fee) return `${late} There is no fee for it.`;
  return (
    `${late} From ${fee.afterDays} days after it was due a fee of ${fee.amount.format()} may be charged, and never more than ` +
    `${fee.mostBasisPointsAYear / 100} % a year of the late amount (${fee.source}).`
  );
}

/** `18.50 %`. */
export const formatRate = (basisPoints: number): string =>
  `${Math.floor(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, '0')} %`;
