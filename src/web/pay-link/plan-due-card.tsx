import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { INSTALLMENT_STATES } from '../plans/plan-words';
import type { InstallmentShown } from '../plans/installments';
import { Amount } from '../ui/amount';
import { MoneyField } from '../ui/field';
import { DefinitionList } from '../ui/layout';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { amountField } from './pay-link-fields';

/** A payment plan as its patient sees it: neutral words only, nothing about what it is for. */
export interface PlanDue {
  readonly id: string;
  readonly number: string;
  readonly left: Money;
  readonly paid: Money;
  /** The oldest installment that is not paid. */
  readonly next?: { readonly on: BusinessDate; readonly amount: Money };
  /** What their saved card is charged next, by their own consent. */
  readonly debit?: { readonly on: BusinessDate; readonly amount: Money };
  /** The words of that consent. */
  readonly agreed?: string;
  /** Why nothing is asked for now. */
  readonly hold?: string;
  readonly rows: readonly InstallmentShown[];
  /** What a card pays now; nothing where only the clinic can take the money. */
  readonly toPay?: PlanToPay;
}

export interface PlanToPay {
  /** One of its bills, or the plan itself where it covers something paid ahead. */
  readonly by: 'invoiceId' | 'planId';
  readonly id: string;
  /** The next installment, as far as this goes. */
  readonly now: Money;
  /** All that one card payment can take. */
  readonly most: Money;
  readonly isHsaFsaFit: boolean;
}

interface PlanDueCardProps {
  readonly plan: PlanDue;
  readonly action: string;
  readonly statementName: string;
  readonly form: FormState;
}

/** One plan: what comes next and when, whether a card is charged by itself, the way to pay ahead, and every date. */
export function PlanDueCard({ plan, action, statementName, form }: PlanDueCardProps) {
  const { number, next, debit, agreed, hold, toPay, rows, left, paid } = plan;
  return (
    <section class="patient-bill" aria-label={`Payment plan ${number}`} data-plan={plan.id}>
      <p class="patient-amount">
        <Amount of={next?.amount ?? left} />
      </p>
      <p class="quiet">
        Payment plan <span class="number">{number}</span>
        {next ? `, next installment due ${formatDate(next.on)}` : ''}
      </p>
      {hold ? (
        <div class="notice notice-warn" role="status">
          <p>{hold}</p>
        </div>
      ) : null}
      {debit ? (
        <p class="patient-debit">
          Your saved card is charged <Amount of={debit.amount} /> on {formatDate(debit.on)} by itself. What you pay
          before then is not charged again.
        </p>
      ) : null}
      {toPay ? <PayAhead {...{ number, toPay, action, statementName, form }} left={left} /> : <PaidAtClinic />}
      <details class="patient-other">
        <summary>See every date of the plan</summary>
        <DefinitionList
          items={[
            ...rows.map((row) => ({ term: `${row.name}, ${formatDate(row.on)}`, value: <Part of={row} /> })),
            { term: 'Paid', value: <Amount of={paid} /> },
            { term: 'Left', value: <Amount of={left} /> },
          ]}
        />
      </details>
      {agreed ? (
        <details class="patient-other">
          <summary>What you agreed to</summary>
          <p>{agreed}</p>
        </details>
      ) : null}
    </section>
  );
}

const PaidAtClinic = () => <p class="quiet">To pay now, or ahead, call the clinic.</p>;

function Part({ of: { status, amount } }: { readonly of: InstallmentShown }) {
  const [words, tone] = INSTALLMENT_STATES[status];
  return (
    <>
      <Tag tone={tone}>{words}</Tag> <Amount of={amount} />
    </>
  );
}

interface PayAheadProps extends Omit<PlanDueCardProps, 'plan'> {
  readonly number: string;
  readonly toPay: PlanToPay;
  readonly left: Money;
}

function PayAhead({ number, toPay, left, action, statementName, form }: PayAheadProps) {
  const field = amountField(toPay.id);
  const filled = { ...form, values: { [field]: toPay.now.format(), ...form.values } };
  const hint = left.isMoreThan(toPay.most)
    ? `Up to ${toPay.most.format()} at a time. What is more than an installment pays the next ones ahead.`
    : 'What is more than an installment pays the next ones ahead.';
  return (
    <form method="post" action={action} novalidate>
      <input type="hidden" name={toPay.by} value={toPay.id} />
      {toPay.by === 'planId' ? <input type="hidden" name="left" value={String(left.toCents())} /> : null}
      <div class="patient-field">
        <MoneyField form={filled} name={field} label="Amount to pay now" hint={hint} width="full" />
      </div>
      <div class="patient-buttons">
        <button class="button button-primary button-large" type="submit" name="tender" value="card">
          <span>Pay by card</span>
          <span class="visually-hidden"> toward payment plan {number}</span>
        </button>
        {toPay.isHsaFsaFit ? (
          <button class="button button-secondary button-large" type="submit" name="tender" value="hsa_fsa">
            <span>Pay by HSA/FSA card</span>
            <span class="visually-hidden"> toward payment plan {number}</span>
          </button>
        ) : null}
      </div>
      <p class="quiet">Your card statement will say “{statementName}”.</p>
    </form>
  );
}
