import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { FormTokens, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';

interface BankDepositProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  /** Of the remittance. */
  readonly id: string;
  readonly traceNumber: string;
  readonly payment: Money;
  /** When the bank had it. */
  readonly arrivedOn?: BusinessDate;
  readonly mayMatch: boolean;
  readonly form: FormState;
}

/** The bank's line of the payment: when it arrived, or a form for it. */
export function BankDeposit({
  shell,
  idempotencyKey,
  id,
  traceNumber,
  payment,
  arrivedOn,
  mayMatch,
  form,
}: BankDepositProps) {
  if (arrivedOn)
    return (
      <Card title="At the bank" id="bank">
        <DefinitionList items={[{ term: 'Arrived', value: formatDate(arrivedOn) }]} />
      </Card>
    );
  if (!payment.isPositive()) return null;
  return (
    <Card title="At the bank" id="bank">
      {mayMatch ? (
        <form method="post" action={`/remittances/${id}/deposit`} novalidate data-once>
          <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
          <p class="hint">{`Look for ${payment.format()} with the trace number ${traceNumber} on the bank’s list.`}</p>
          <div class="fields">
            <Field form={form} name="receivedOn" label="Arrived on" type="date" width="half" />
            <Field form={form} name="bankReference" label="The bank’s number of it" width="half" maxlength={100} />
          </div>
          <div class="form-end">
            <Button kind="primary">It arrived</Button>
          </div>
        </form>
      ) : (
        <p>{`${payment.format()} has not been seen at the bank yet.`}</p>
      )}
    </Card>
  );
}
