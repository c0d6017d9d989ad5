import type { ComponentChildren } from 'preact';
import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { PayPageWording } from '../../modules/clinics/clinic-policies';
import { EMPTY_FORM, problemOf, type FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Document, SandboxBanner } from '../ui/document';
import { ErrorSummary } from '../ui/error-summary';
import { MoneyField } from '../ui/field';
import { formatDate, formatPhone } from '../ui/text';
import { amountField } from './pay-link-fields';
import { type PlanDue, PlanDueCard } from './plan-due-card';

/** A bill the patient can pay: neutral words only, nothing about what it is for. */
export interface BillDue {
  readonly invoiceId: string;
  readonly number: string;
  readonly dueOn: BusinessDate;
  readonly amount: Money;
  readonly hsaFsaEligible: Money;
}

/** What became of the payment the patient has just come back from. */
export type PaymentOutcome =
  { readonly kind: 'confirming'; readonly amount: Money } | { readonly kind: 'not_paid' } | PaidOutcome;

/** Money that was taken. */
export interface PaidOutcome {
  readonly kind: 'paid';
  readonly amount: Money;
  readonly receiptNumber?: string;
}

export interface PayLinkPageProps {
  readonly clinicName: string;
  readonly clinicPhone: string;
  readonly firstName: string;
  /** The clinic's own words on this page. */
  readonly wording: PayPageWording;
  readonly outcome?: PaymentOutcome;
  /** The last payment of somebody who owes nothing any more. */
  readonly lastPaid?: PaidOutcome;
  /** Those on no plan. Empty while a payment is being confirmed: nothing may be paid twice. */
  readonly bills: readonly BillDue[];
  /** Payment plans with something left; none while a payment is being confirmed. */
  readonly plans?: readonly PlanDue[];
  /** The page's own address, where its forms go. */
  readonly action: string;
  readonly statementName: string;
  readonly isSandbox: boolean;
  readonly form?: FormState;
}

/** Seconds between two looks at a payment that is being confirmed. */
const LOOK_AGAIN_SECONDS = 3;

/** Where the page stands, for its title, its script and its tests. */
function stateOf({ outcome, bills, plans = [] }: PayLinkPageProps): keyof typeof TITLES {
  if (outcome) return outcome.kind;
  return bills.length + plans.length > 0 ? 'due' : 'nothing_due';
}

const TITLES = {
  due: 'Your bill',
  confirming: 'Confirming your payment',
  not_paid: 'Not paid',
  paid: 'Paid',
  nothing_due: 'Nothing to pay',
} as const;

/** The patient's permanent page: who asks, how much, and the way to the card page. No word about the visit. */
export function PayLinkPage(props: PayLinkPageProps) {
  const { clinicName, clinicPhone, wording, isSandbox, form = EMPTY_FORM } = props;
  const state = stateOf(props);
  const lookAgain = state === 'confirming' ? LOOK_AGAIN_SECONDS : undefined;
  const hasProblems = form.problems.length > 0 || form.detail !== undefined;
  return (
    <Document
      title={TITLES[state]}
      site={clinicName}
      look="patient"
      hasProblems={hasProblems}
      reloadAfterSeconds={lookAgain}
    >
      {isSandbox ? <SandboxBanner /> : null}
      <main id="main" class="patient" tabIndex={-1} data-state={state} data-look-again={lookAgain}>
        <header class="patient-head">
          <p class="patient-clinic">{clinicName}</p>
          <p>
            <a href={`tel:${clinicPhone.replace(/[^+0-9]/g, '')}`}>{formatPhone(clinicPhone)}</a>
          </p>
        </header>
        <section class="card patient-card">
          <ErrorSummary form={form} />
          <Headline {...props} />
          {props.plans?.map((plan) => (
            <PlanDueCard
              key={plan.id}
              plan={plan}
              action={props.action}
              statementName={props.statementName}
              form={form}
            />
          ))}
          {props.bills.map((bill) => (
            <BillCard key={bill.invoiceId} bill={bill} page={props} />
          ))}
        </section>
        <p class="patient-foot">{wording.message}</p>
        <p class="patient-foot">Card numbers are typed on Stripe’s page and never reach the clinic.</p>
      </main>
    </Document>
  );
}

function Headline(props: PayLinkPageProps) {
  const { outcome, lastPaid, bills, plans = [], firstName, wording, action } = props;
  switch (outcome?.kind) {
    case 'confirming':
      return (
        <>
          <Outcome tone="warn" title="Confirming…">
            We are waiting for the bank’s word on <Amount of={outcome.amount} />. Please do not pay again. This page
            looks again by itself.
          </Outcome>
          <p>
            <a class="button button-secondary" href={action}>
              Look again now
            </a>
          </p>
        </>
      );
    case 'paid':
      return (
        <>
          <Outcome tone="good" title="Paid">
            Thank you, {firstName}.
          </Outcome>
          <Paid outcome={outcome} />
          {bills.length > 0 ? <p class="patient-more">There is one more bill:</p> : null}
        </>
      );
    case 'not_paid':
      return (
        <Outcome tone="bad" title="Not paid">
          Nothing was taken from your card. You can try again, or use another card.
        </Outcome>
      );
    case undefined:
      return bills.length + plans.length > 0 ? (
        <>
          <h1>Hello {firstName}</h1>
          <p>{wording.title}</p>
        </>
      ) : (
        <>
          <Outcome tone="good" title="Nothing to pay">
            Your balance is zero, {firstName}.
          </Outcome>
          {lastPaid ? (
            <>
              <p>Your last payment</p>
              <Paid outcome={lastPaid} />
            </>
          ) : null}
        </>
      );
  }
}

function Paid({ outcome: { amount, receiptNumber } }: { readonly outcome: PaidOutcome }) {
  return (
    <>
      <p class="patient-amount">
        <Amount of={amount} />
      </p>
      {receiptNumber ? (
        <p>
          Receipt no. <strong class="number">{receiptNumber}</strong>
        </p>
      ) : null}
    </>
  );
}

interface OutcomeProps {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly title: string;
  readonly children: ComponentChildren;
}

function Outcome({ tone, title, children }: OutcomeProps) {
  return (
    <div class={`outcome outcome-${tone}`} role="status">
      <h1>{title}</h1>
      <p>{children}</p>
    </div>
  );
}

function BillCard({ bill, page }: { readonly bill: BillDue; readonly page: PayLinkPageProps }) {
  const { action, statementName, form = EMPTY_FORM } = page;
  const { invoiceId, number, amount, dueOn, hsaFsaEligible } = bill;
  const field = amountField(invoiceId);
  const isOther = form.values[field] !== undefined || problemOf(form, field) !== undefined;
  return (
    <form class="patient-bill" method="post" action={action} novalidate>
      <input type="hidden" name="invoiceId" value={invoiceId} />
      <p class="patient-amount">
        <Amount of={amount} />
      </p>
      <p class="quiet">
        Bill <span class="number">{number}</span>, due {formatDate(dueOn)}
      </p>
      <div class="patient-buttons">
        <button class="button button-primary button-large" type="submit" name="tender" value="card">
          <span>Pay by card</span>
          <span class="visually-hidden"> bill {number}</span>
        </button>
        {hsaFsaEligible.isPositive() ? (
          <button class="button button-secondary button-large" type="submit" name="tender" value="hsa_fsa">
            <span>
              HSA/FSA card: eligible part <Amount of={hsaFsaEligible} />
            </span>
            <span class="visually-hidden"> of bill {number}</span>
          </button>
        ) : null}
      </div>
      <details class="patient-other" open={isOther}>
        <summary>Pay another amount</summary>
        <MoneyField form={form} name={field} label="Amount" hint="Then choose a card above." isOptional width="full" />
      </details>
      <p class="quiet">Your card statement will say “{statementName}”.</p>
    </form>
  );
}
