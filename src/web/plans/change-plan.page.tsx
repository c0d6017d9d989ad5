import type { ComponentChildren } from 'preact';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { TermsFields } from './terms-fields';

export interface ChangePlanPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly id: string;
  readonly number: string;
  readonly left: Money;
  readonly form: FormState;
}

interface FrameProps extends ChangePlanPageProps {
  readonly title: string;
  /** After `/plans/:id`. */
  readonly path: string;
  readonly children: ComponentChildren;
}

function ChangePlanForm(props: FrameProps) {
  const { shell, idempotencyKey, patient, id, number, left, form, title, path, children } = props;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`${title}: ${number}`}
      heading={title}
      back={{ href: `/plans/${id}`, label: `Payment plan ${number}` }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      width="narrow"
    >
      <div class="stack">
        <Card>
          <DefinitionList items={[{ term: 'Left of this plan', value: <Amount of={left} /> }]} />
        </Card>
        <Card>
          <form method="post" action={`/plans/${id}/${path}`} novalidate data-once>
            <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
            {children}
          </form>
        </Card>
      </div>
    </StaffPage>
  );
}

/** Gives a plan new dates and amounts over what is left. */
export function ReschedulePlanPage(props: ChangePlanPageProps & { readonly mostInstallments: number }) {
  return (
    <ChangePlanForm {...props} title="Other dates" path="reschedule">
      <div class="fields">
        <TermsFields form={props.form} most={props.mostInstallments} />
      </div>
      <p class="hint">What is left is divided anew. The new agreement has to be signed; the old schedule is kept.</p>
      <div class="form-end">
        <Button kind="primary">Change the dates</Button>
      </div>
    </ChangePlanForm>
  );
}

/** Ends a plan. */
export function CancelPlanPage(props: ChangePlanPageProps) {
  return (
    <ChangePlanForm {...props} title="Cancel the plan" path="cancel">
      <p>What was paid stays paid. What is left is owed on the bills, as it would be without the plan.</p>
      <div class="fields fields-all-optional">
        <Field form={props.form} name="reason" label="Reason" maxlength={500} isOptional />
      </div>
      <div class="form-end">
        <Button kind="primary">{`Cancel plan ${props.number}`}</Button>
      </div>
    </ChangePlanForm>
  );
}
