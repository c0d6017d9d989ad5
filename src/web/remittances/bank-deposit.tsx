import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { FormTokens } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import type { RemittancePageProps } from './remittance.page';

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
}: RemittancePageProps) {
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
