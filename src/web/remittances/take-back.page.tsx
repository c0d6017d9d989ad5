import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

export interface TakeBackPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly id: string;
  readonly traceNumber: string;
  readonly payment: Money;
  readonly isBooked: boolean;
  readonly form: FormState;
}

/** Takes a remittance back: claims and patients stand where they stood before it. */
export function TakeBackPage({ shell, idempotencyKey, id, traceNumber, payment, isBooked, form }: TakeBackPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/claims"
      title={`Take back: ${traceNumber}`}
      heading="Take the remittance back"
      back={{ href: `/remittances/${id}`, label: `Remittance ${traceNumber}` }}
      form={form}
      width="narrow"
    >
      <div class="stack">
        <Card>
          <DefinitionList items={[{ term: 'Payment', value: <Amount of={payment} /> }]} />
        </Card>
        <Card>
          <form method="post" action={`/remittances/${id}/take-back`} novalidate data-once>
            <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
            <p>
              {isBooked
                ? 'Its entries are reversed today; claims and patients stand where they stood before. The same file may then be taken in anew.'
                : 'Nothing of it was booked. It is put away; a corrected file may then be taken in.'}
            </p>
            <div class="fields">
              <Field
                form={form}
                name="reason"
                label="Why"
                hint="For the file; no names, no diagnoses."
                maxlength={500}
              />
            </div>
            <div class="form-end">
              <Button kind="primary">Take it back</Button>
            </div>
          </form>
        </Card>
      </div>
    </StaffPage>
  );
}
