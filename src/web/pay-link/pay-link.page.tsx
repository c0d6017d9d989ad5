import type { ComponentChildren } from 'preact';
import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { EMPTY_FORM, problemOf, type FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Document, SandboxBanner } from '../ui/document';
import { ErrorSummary } from '../ui/error-summary';
import { MoneyField } from '../ui/field';
import { formatDate } from '../ui/text';

/** How the patient's page stands. `confirming`: the card page was left, Stripe has not been heard yet. */
export type PayLinkState =
  | { readonly kind: 'due'; readonly amount: Money; readonly dueOn?: BusinessDate; readonly hsaFsaEligible: Money }
  | { readonly kind: 'confirming'; readonly amount: Money }
  | { readonly kind: 'not_paid'; readonly amount: Money; readonly hsaFsaEligible: Money }
  | { readonly kind: 'paid'; readonly amount: Money; readonly receiptNumber: string; readonly receiptHref?: string }
  | { readonly kind: 'nothing_due' };

export interface PayLinkPageProps {
  readonly clinicName: string;
  readonly clinicPhone?: string;
  readonly firstName: string;
  readonly state: PayLinkState;
  /** Where the forms of this page go: its own address. */
  readonly action: string;
  readonly idempotencyKey: string;
  readonly statementName?: string;
  readonly isSandbox: boolean;
  readonly form?: FormState;
}

const TITLES = {
  due: 'Payment',
  confirming: 'Confirming your payment',
  not_paid: 'Not paid',
  paid: 'Paid',
  nothing_due: 'Nothing to pay',
} as const;

/** Seconds between two looks at a payment that is being confirmed. */
const LOOK_AGAIN_SECONDS = 3;

/** The patient's permanent page: who asks, how much, and the way to the card page. No word about the visit. */
export function PayLinkPage(props: PayLinkPageProps) {
  const { clinicName, clinicPhone, state, isSandbox, form = EMPTY_FORM } = props;
  const isConfirming = state.kind === 'confirming';
  return (
    <Document
      title={TITLES[state.kind]}
      site={clinicName}
      look="patient"
      hasProblems={form.problems.length > 0}
      reloadAfterSeconds={isConfirming ? LOOK_AGAIN_SECONDS : undefined}
    >
      {isSandbox ? <SandboxBanner /> : null}
      <main
        id="main"
        class="patient"
        tabIndex={-1}
        data-state={state.kind}
        data-look-again={isConfirming ? LOOK_AGAIN_SECONDS : undefined}
      >
        <header class="patient-head">
          <p class="patient-clinic">{clinicName}</p>
          {clinicPhone ? (
            <p>
              <a href={`tel:${clinicPhone.replace(/[^+0-9]/g, '')}`}>{clinicPhone}</a>
            </p>
          ) : null}
        </header>
        <section class="card patient-card">
          <ErrorSummary form={form} />
          <StateCard {...props} />
        </section>
        <p class="patient-foot">
          Card numbers are typed on Stripe’s page and never reach the clinic.
          {clinicPhone ? (
            <>
              {' '}
              Questions? Call <span class="number">{clinicPhone}</span>.
            </>
          ) : null}
        </p>
      </main>
    </Document>
  );
}

function StateCard(props: PayLinkPageProps) {
  const { state, firstName, action } = props;
  switch (state.kind) {
    case 'due':
      return (
        <>
          <h1>Hello {firstName}</h1>
          <p>Your balance with us is</p>
          <p class="patient-amount">
            <Amount of={state.amount} />
          </p>
          {state.dueOn ? <p class="quiet">Due {formatDate(state.dueOn)}</p> : null}
          <PayForm {...props} hsaFsaEligible={state.hsaFsaEligible} amount={state.amount} />
        </>
      );
    case 'not_paid':
      return (
        <>
          <Outcome tone="bad" title="Not paid">
            Nothing was taken from your card. You can try again, or use another card.
          </Outcome>
          <p class="patient-amount">
            <Amount of={state.amount} />
          </p>
          <PayForm {...props} hsaFsaEligible={state.hsaFsaEligible} amount={state.amount} />
        </>
      );
    case 'confirming':
      return (
        <>
          <Outcome tone="warn" title="Confirming…">
            We are waiting for the bank’s word on <Amount of={state.amount} />. Please do not pay again. This page looks
            again by itself.
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
          <p class="patient-amount">
            <Amount of={state.amount} />
          </p>
          <p>
            Receipt no. <strong class="number">{state.receiptNumber}</strong>
          </p>
          {state.receiptHref ? (
            <p>
              <a href={state.receiptHref}>Your receipt (PDF)</a>
            </p>
          ) : null}
        </>
      );
    case 'nothing_due':
      return (
        <Outcome tone="good" title="Nothing to pay">
          Your balance is zero, {firstName}.
        </Outcome>
      );
  }
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

function PayForm(props: PayLinkPageProps & { readonly amount: Money; readonly hsaFsaEligible: Money }) {
  const { action, idempotencyKey, form = EMPTY_FORM, amount, hsaFsaEligible, statementName } = props;
  const isOther = form.values['choice'] === 'other' || problemOf(form, 'amount') !== undefined;
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name="_idempotencyKey" value={idempotencyKey} />
      <fieldset class="choices">
        <legend>How much</legend>
        <label class="check">
          <input type="radio" name="choice" value="full" checked={!isOther} />
          <span>
            All of it, <Amount of={amount} />
          </span>
        </label>
        <label class="check">
          <input type="radio" name="choice" value="other" checked={isOther} />
          <span>Another amount</span>
        </label>
        <div class="choice-more">
          <MoneyField form={form} name="amount" label="Amount" isOptional />
        </div>
      </fieldset>
      <div class="patient-buttons">
        <button class="button button-primary button-large" type="submit" name="tender" value="card">
          Pay by card
        </button>
        {hsaFsaEligible.isPositive() ? (
          <button class="button button-secondary button-large" type="submit" name="tender" value="hsa_fsa">
            <span>
              HSA/FSA card: eligible part <Amount of={hsaFsaEligible} />
            </span>
          </button>
        ) : null}
      </div>
      {statementName ? <p class="quiet">Your card statement will say “{statementName}”.</p> : null}
    </form>
  );
}
