import { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { MoneyField, SelectField } from '../ui/field';
import { Card, EmptyState } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import { HeldMoney, type HeldMoneyShown } from './held-money';

export interface CreditPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly held: readonly HeldMoneyShown[];
  readonly invoices: readonly { readonly id: string; readonly number: string; readonly balance: Money }[];
  readonly form: FormState;
}

/** Pays open invoices with money that is held for the patient. */
export function CreditPage(props: CreditPageProps) {
  const { shell, patient, held, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Credit: ${patient.name}`}
      heading="Pay with credit"
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      width="narrow"
    >
      <div class="stack">
        <Card title="Held for the patient" id="held" isFlush={held.length > 0}>
          {held.length > 0 ? <HeldMoney held={held} /> : <EmptyState title="Nothing is held" />}
        </Card>
        <ApplyForm {...props} />
      </div>
    </StaffPage>
  );
}

function ApplyForm({ shell, idempotencyKey, patient, held, invoices, form }: CreditPageProps) {
  const owed = Money.sum(invoices.map(({ balance }) => balance));
  const total = Money.sum(held.map(({ amount }) => amount));
  if (invoices.length === 0 || held.length === 0)
    return (
      <Card>
        <EmptyState title={held.length > 0 ? 'Nothing is owed' : 'There is nothing to pay with'} />
      </Card>
    );
  return (
    <Card title="Pay" id="apply">
      <form method="post" action={`/patients/${patient.id}/credit`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="fields">
          <SelectField
            form={form}
            name="invoiceId"
            label="Which invoice"
            options={[
              { value: '', label: `All that is owed, the oldest care first: ${owed.format()}` },
              ...invoices.map(({ id, number, balance }) => ({ value: id, label: `${number}: ${balance.format()}` })),
            ]}
          />
          <SelectField
            form={form}
            name="paymentId"
            label="With which money"
            options={[
              { value: '', label: `Prepayments, then deposits, then credit: ${total.format()}` },
              ...held.map(({ paymentId, name, on, amount }) => ({
                value: paymentId,
                label: `${name} of ${formatDate(on)}: ${amount.format()}`,
              })),
            ]}
          />
          <MoneyField form={form} name="amount" label="Amount" hint="Left blank: as much as goes." isOptional />
        </div>
        <div class="form-end">
          <Button kind="primary">Pay with it</Button>
        </div>
      </form>
    </Card>
  );
}
