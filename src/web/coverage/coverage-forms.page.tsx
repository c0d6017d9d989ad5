import type { ComponentChildren } from 'preact';
import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Field, MoneyField, SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import {
  BENEFIT_CHOICES,
  DOSE_CHOICES,
  NETWORK_CHOICES,
  PLAN_CHOICES,
  PRIORITY_CHOICES,
  SCOPE_CHOICES,
  UNIT_CHOICES,
} from './coverage-words';

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface CoverageFormProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly form: FormState;
}

interface FrameProps extends CoverageFormProps {
  readonly title: string;
  /** After `/patients/:id/`. */
  readonly path: string;
  readonly deed: string;
  readonly children: ComponentChildren;
}

const CHOOSE: Choice = { value: '', label: 'Choose one' };

/** A form about who pays for one patient. */
function CoverageForm({ shell, idempotencyKey, patient, form, title, path, deed, children }: FrameProps) {
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`${title}: ${patient.name}`}
      heading={title}
      back={{ href: `/patients/${patient.id}/coverage`, label: 'Coverage' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      width="narrow"
    >
      <form method="post" action={`/patients/${patient.id}/${path}`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="stack">
          {children}
          <div class="form-end">
            <Button kind="primary">{deed}</Button>
          </div>
        </div>
      </form>
    </StaffPage>
  );
}

/** A plan as the card and the payer's portal say it. */
export function NewCoveragePage(props: CoverageFormProps) {
  const { form } = props;
  return (
    <CoverageForm {...props} title="Add a plan" path="coverage" deed="Add the plan">
      <Card title="The card" id="card">
        <div class="fields">
          <Field form={form} name="payerName" label="Payer" maxlength={100} />
          <Field
            form={form}
            name="payerId"
            label="Payer id"
            hint="As the clearinghouse knows it"
            maxlength={40}
            width="half"
          />
          <Field form={form} name="memberId" label="Member id" maxlength={80} width="half" />
          <SelectField
            form={form}
            name="planType"
            label="Kind of plan"
            options={[CHOOSE, ...PLAN_CHOICES]}
            width="half"
          />
          <SelectField
            form={form}
            name="networkStatus"
            label="Contract with the clinic"
            options={[CHOOSE, ...NETWORK_CHOICES]}
            width="half"
          />
          <SelectField form={form} name="priority" label="Pays" options={PRIORITY_CHOICES} width="half" />
          <Field form={form} name="effectiveFrom" label="First day" type="date" width="half" />
          <Field form={form} name="effectiveTo" label="Last day" type="date" width="half" isOptional />
        </div>
      </Card>
      <Card title="As the payer told it" id="benefits">
        <p class="hint">What is not known stays blank; nothing is guessed.</p>
        <div class="fields fields-all-optional">
          <MoneyField form={form} name="copay" label="Copayment a visit" isOptional />
          <Field form={form} name="coinsurance" label="Coinsurance, %" width="short" inputmode="decimal" isOptional />
          <MoneyField form={form} name="deductibleRemaining" label="Deductible left" isOptional />
          <SelectField form={form} name="benefit" label="Spravato runs under" options={BENEFIT_CHOICES} isOptional />
        </div>
      </Card>
    </CoverageForm>
  );
}

export interface NewAuthorizationPageProps extends CoverageFormProps {
  readonly plans: readonly Choice[];
}

/** A prior authorization as the payer granted it. */
export function NewAuthorizationPage(props: NewAuthorizationPageProps) {
  const { form, plans } = props;
  return (
    <CoverageForm {...props} title="Add an authorization" path="authorizations" deed="Add the authorization">
      <Card>
        <div class="fields">
          <SelectField
            form={form}
            name="coverageId"
            label="Plan"
            options={plans.length > 1 ? [CHOOSE, ...plans] : plans}
          />
          <Field form={form} name="number" label="Number" maxlength={50} width="half" />
          <Field
            form={form}
            name="codes"
            label="Codes"
            hint="As authorized, such as J0013, G2083"
            maxlength={140}
            width="half"
          />
          <Field form={form} name="units" label="Units granted" inputmode="numeric" width="half" />
          <SelectField
            form={form}
            name="countedIn"
            label="Counted in"
            hint="J0013 counts milligrams, G2082 and G2083 visits"
            options={UNIT_CHOICES}
            width="half"
            isOptional
          />
          <SelectField
            form={form}
            name="doseTierMg"
            label="For a dose of"
            hint="As the letter says; a larger dose is not billed on it"
            options={DOSE_CHOICES}
            width="half"
            isOptional
          />
          <Field
            form={form}
            name="providerNpi"
            label="Granted to NPI"
            hint="Clinician or clinic, where the letter names one"
            inputmode="numeric"
            maxlength={14}
            width="half"
            isOptional
          />
          <Field form={form} name="from" label="First day" type="date" width="half" />
          <Field form={form} name="to" label="Last day" type="date" width="half" />
        </div>
      </Card>
    </CoverageForm>
  );
}

export interface NewElectionPageProps extends CoverageFormProps {
  readonly services: readonly Choice[];
}

/** The patient pays in full and asks that the plan hears nothing of it. */
export function NewElectionPage(props: NewElectionPageProps) {
  const { form, services } = props;
  return (
    <CoverageForm {...props} title="The patient elects to pay in full" path="self-pay-elections" deed="Write it down">
      <Card>
        <p>
          From then on no claim, no eligibility question and no status request goes to the plan for what it covers. What
          was sent to the plan before stays there.
        </p>
        <div class="fields">
          <SelectField
            form={form}
            name="scope"
            label="What is kept from the plan"
            options={[CHOOSE, ...SCOPE_CHOICES]}
          />
          <SelectField
            form={form}
            name="serviceCode"
            label="Service"
            hint="For one service only"
            options={[{ value: '', label: '–' }, ...services]}
            width="half"
            isOptional
          />
          <Field
            form={form}
            name="dateOfService"
            label="Day of the visit"
            hint="For one visit only; the day of signing unless told"
            type="date"
            width="half"
            isOptional
          />
          <Field form={form} name="reason" label="Reason" hint="Kept as evidence; never a diagnosis." maxlength={500} />
          <Field form={form} name="signedOn" label="Signed on" type="date" width="half" />
          <Field form={form} name="signedTime" label="At" type="time" width="half" />
        </div>
      </Card>
    </CoverageForm>
  );
}
