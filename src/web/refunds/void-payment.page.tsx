import type { FormState } from '../forms/form-state';
import { TENDER_NAMES } from '../pay-invoice/tenders';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { PatientFacts } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import type { PaymentToReturnShown } from './refund-desk';

export interface VoidPaymentPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly payment: PaymentToReturnShown;
  readonly form: FormState;
}

/** Takes back a payment that was entered in error. */
export function VoidPaymentPage({ shell, idempotencyKey, payment, form }: VoidPaymentPageProps) {
  const { paymentId, patient, total, tenders } = payment;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title="Void the payment"
      back={{ href: `/payments/${paymentId}`, label: 'Payment' }}
      lead={patient ? <PatientFacts patient={patient} isNamed /> : null}
      form={form}
      width="narrow"
    >
      <Card>
        <DefinitionList
          items={[
            { term: 'Paid with', value: tenders.map(({ type }) => TENDER_NAMES[type]).join(', ') },
            { term: 'Amount', value: <Amount of={total} /> },
          ]}
        />
        <form method="post" action={`/payments/${paymentId}/void`} novalidate data-once>
          <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
          <p class="hint">
            For a payment that was entered in error today: what it paid is owed again. Money that really changed hands
            is given back instead.
          </p>
          <div class="fields">
            <Field
              form={form}
              name="reason"
              label="What was entered in error"
              hint="Never a diagnosis."
              maxlength={500}
            />
          </div>
          <div class="form-end">
            <Button kind="primary">
              Void the payment of <Amount of={total} />
            </Button>
          </div>
        </form>
      </Card>
    </StaffPage>
  );
}
