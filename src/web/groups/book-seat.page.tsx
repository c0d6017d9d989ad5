import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field, MoneyField } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

export interface BookSeatPageProps {
  readonly shell: Shell;
  readonly groupId: string;
  readonly when: string;
  readonly patient: PatientHead;
  readonly isFull: boolean;
  /** The price goes by the household's income. */
  readonly hasScale: boolean;
  /** A seat may be booked that is paid at the session. */
  readonly mayConfirm: boolean;
  readonly idempotencyKey: string;
  readonly form: FormState;
}

/** Takes a seat for a patient, or a place on the waitlist when there is none. */
export function BookSeatPage(props: BookSeatPageProps) {
  const { shell, groupId, when, patient, isFull, hasScale, idempotencyKey, form } = props;
  const title = isFull ? 'Join the waitlist' : 'Book a seat';
  return (
    <StaffPage
      shell={shell}
      at="/groups"
      title={`${title}: ${patient.name}`}
      heading={title}
      back={{ href: `/groups/${groupId}`, label: 'The session' }}
      lead={
        <>
          <PatientFacts patient={patient} isNamed />
          <p>{when}</p>
        </>
      }
      form={form}
      width="narrow"
    >
      <form method="post" action={`/groups/${groupId}/book/${patient.id}`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        {hasScale ? <Household form={form} /> : null}
        <Card title={isFull ? 'Every seat is taken' : 'The seat'} id="seat">
          <p class="hint">
            {isFull
              ? 'The patient who waits longest has the next seat that is given up, at the price told today.'
              : 'The price is fixed today, whatever the price list says on the day of the session.'}
          </p>
          <Buttons {...props} />
        </Card>
      </form>
    </StaffPage>
  );
}

function Household({ form }: { readonly form: FormState }) {
  return (
    <Card title="Household" id="household">
      <p class="hint">For the sliding scale. Without a verified income the seat costs the full price.</p>
      <div class="fields fields-all-optional">
        <Field form={form} name="householdSize" label="People" inputmode="numeric" width="code" isOptional />
        <MoneyField form={form} name="householdIncome" label="Income a year" isOptional />
      </div>
      <label class="check">
        <input type="checkbox" name="documentsSeen" checked={form.values['documentsSeen'] === 'on'} />
        Papers proved it
      </label>
    </Card>
  );
}

function Buttons({ isFull, mayConfirm }: BookSeatPageProps) {
  if (isFull)
    return (
      <div class="form-end">
        <Button kind="primary" isLarge name="how" value="wait">
          Put on the waitlist
        </Button>
      </div>
    );
  return (
    <div class="choices">
      <Button kind="primary" isLarge name="how" value="pay">
        Hold it and take the money
      </Button>
      {mayConfirm ? (
        <Button name="how" value="book">
          Book, paid at the session
        </Button>
      ) : null}
      <Button kind="quiet" name="how" value="hold">
        Only hold it
      </Button>
    </div>
  );
}
