import type { FormState } from '../forms/form-state';
import { TENDER_NAMES } from '../pay-invoice/tenders';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Field, MoneyField, SelectField } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { PatientFacts } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import type { PaymentToReturnShown } from './refund-desk';
import { partField } from './refund-form';
import { REASON_CHOICES } from './refund-words';

export interface RefundPageProps {
  readonly shell: Shell;
  readonly payment: PaymentToReturnShown;
  readonly form: FormState;
}

/** How much is given back, and why. Where it goes is shown before anything happens. */
export function RefundPage({ shell, payment, form }: RefundPageProps) {
  const { paymentId, patient, total, most, tenders, alone } = payment;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title="Give money back"
      back={{ href: `/payments/${paymentId}`, label: 'Payment' }}
      lead={patient ? <PatientFacts patient={patient} isNamed /> : null}
      form={form}
      width="narrow"
    >
      <form method="post" action={`/payments/${paymentId}/refund/review`} novalidate>
        <FormTokens csrf={shell.csrf} />
        <div class="stack">
          <Card title="What can be given back" id="most">
            <DefinitionList
              items={[
                { term: 'Paid', value: <Amount of={total} /> },
                ...tenders.map(({ type, reference, remaining }) => ({
                  term: [TENDER_NAMES[type], reference].filter(Boolean).join(', '),
                  value: <Amount of={remaining} />,
                })),
                {
                  term: 'At most',
                  value: (
                    <strong>
                      <Amount of={most} />
                    </strong>
                  ),
                },
              ]}
            />
          </Card>
          <Card title="The refund" id="refund">
            <div class="fields">
              <MoneyField form={form} name="amount" label="Amount" hint={`At most ${most.format()}`} />
              <SelectField
                form={form}
                name="reason"
                label="Reason"
                options={[{ value: '', label: 'Choose one' }, ...REASON_CHOICES]}
              />
              <Field form={form} name="note" label="Note" hint="Never a diagnosis." isOptional maxlength={500} />
            </div>
            <p class="hint">{`Above ${alone.format()} a second person has to agree first.`}</p>
          </Card>
          {tenders.length > 1 ? <ByTender payment={payment} form={form} /> : null}
          <div class="form-end">
            <Button kind="primary">See where the money goes</Button>
          </div>
        </div>
      </form>
    </StaffPage>
  );
}

function ByTender({ payment: { tenders }, form }: Pick<RefundPageProps, 'payment' | 'form'>) {
  return (
    <Card title="Divided otherwise?" id="tenders">
      <p class="hint">
        Left blank, the amount goes back in proportion to what remains on each tender. Money never changes its tender:
        what came from an HSA/FSA card goes back to that card.
      </p>
      <div class="fields fields-all-optional">
        {tenders.map(({ id, type, remaining }, index) => (
          <MoneyField
            key={id}
            form={form}
            name={partField(index + 1)}
            label={`Of it, ${TENDER_NAMES[type]}`}
            hint={`At most ${remaining.format()}`}
            isOptional
          />
        ))}
      </div>
    </Card>
  );
}
