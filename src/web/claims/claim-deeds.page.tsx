import type { ComponentChildren } from 'preact';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { CheckField, Field, MoneyField } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import type { ClaimShown } from './claim.page';

/** A service of the claim, and the box that says the agreement names it. */
export interface AgreedService {
  readonly field: string;
  readonly name: string;
}

export interface ClaimDeedPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly claim: ClaimShown;
  readonly form: FormState;
}

export interface BillPatientPageProps extends ClaimDeedPageProps {
  readonly services: readonly AgreedService[];
}

interface FrameProps extends ClaimDeedPageProps {
  readonly title: string;
  /** After `/claims/:id/`. */
  readonly path: string;
  readonly what: string;
  readonly deed: ComponentChildren;
  readonly children?: ComponentChildren;
}

export const NOTE_HINT = 'For the file; no names, no diagnoses.';

/** A form about one claim: what it stands at, what the form does, then the fields. */
export function ClaimDeed(props: FrameProps) {
  const { shell, idempotencyKey, patient, claim, form, title, path, what, deed, children } = props;
  return (
    <StaffPage
      shell={shell}
      at="/claims"
      title={`${title}: ${claim.controlNumber}`}
      heading={title}
      back={{ href: `/claims/${claim.id}`, label: `Claim ${claim.controlNumber}` }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      width="narrow"
    >
      <div class="stack">
        <Card>
          <DefinitionList
            items={[
              { term: 'Payer', value: claim.payerName },
              { term: 'Visit', value: formatDate(claim.on) },
              { term: 'Billed', value: <Amount of={claim.billed} /> },
              { term: 'Open with insurance', value: <Amount of={claim.open} /> },
              ...(claim.deadline ? [{ term: 'Deadline', value: claim.deadline.words }] : []),
            ]}
          />
        </Card>
        <Card>
          <form method="post" action={`/claims/${claim.id}/${path}`} novalidate data-once>
            <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
            <p>{what}</p>
            {children ? <div class="fields">{children}</div> : null}
            <div class="form-end">
              <Button kind="primary">{deed}</Button>
            </div>
          </form>
        </Card>
      </div>
    </StaffPage>
  );
}

export const AppealPage = (props: ClaimDeedPageProps) => (
  <ClaimDeed
    {...props}
    title="Appeal"
    path="appeal"
    what="Send the appeal the payer’s own way, then note it here. The claim stays open until the payer answers or it is given up."
    deed="The appeal was sent"
  >
    <Field form={props.form} name="note" label="What it says" hint={NOTE_HINT} maxlength={500} />
  </ClaimDeed>
);

export const CorrectClaimPage = (props: ClaimDeedPageProps) => (
  <ClaimDeed
    {...props}
    title="Correct the claim"
    path="correct"
    what="A new claim takes the place of this one, under a number of its own and with the payer’s number of this one. It is made of what is on file now: mend that first."
    deed="Make the corrected claim"
  />
);

export const WithdrawClaimPage = (props: ClaimDeedPageProps) => (
  <ClaimDeed
    {...props}
    title="Withdraw the claim"
    path="withdraw"
    what="A claim that asks the payer to cancel this one is made. It goes out with the next file; what the payer has paid comes back off a later payment."
    deed="Make the withdrawal"
  />
);

export const GiveUpPage = (props: ClaimDeedPageProps) => (
  <ClaimDeed
    {...props}
    title="Give the claim up"
    path="write-off"
    what="What insurance still owes on it is written off. The patient owes nothing of it. Above the clinic’s limit a second person agrees first."
    deed={
      <>
        Give up <Amount of={props.claim.open} />
      </>
    }
  >
    <Field form={props.form} name="note" label="Why" hint={NOTE_HINT} maxlength={500} />
  </ClaimDeed>
);

export const CopayPage = (props: ClaimDeedPageProps) => (
  <ClaimDeed
    {...props}
    title="The manufacturer pays"
    path="copay"
    what="What the savings program takes over of the patient’s share of the medication. Commercial plans only; the observation stays the patient’s."
    deed="Book it"
  >
    <MoneyField
      form={props.form}
      name="amount"
      label="Amount"
      hint={`Of a share of ${props.claim.patientShare.format()}`}
    />
    <Field form={props.form} name="reference" label="The program’s number" width="half" maxlength={200} />
  </ClaimDeed>
);

/** The patient is billed for what the plan does not cover, as far as they agreed to it in writing. */
export function BillPatientPage(props: BillPatientPageProps) {
  const { form, claim, services } = props;
  return (
    <ClaimDeed
      {...props}
      title="Bill the patient"
      path="self-pay"
      what="Only what the payer put on the patient, only for services their signed agreement names, and never for more than was charged. A general waiver is worth nothing."
      deed="Bill the patient"
    >
      <fieldset class="check-group" id="field-services" tabIndex={-1}>
        <legend>The signed agreement names</legend>
        {form.problems.some(({ field }) => field === 'services') ? (
          <p class="field-problem">{form.problems.find(({ field }) => field === 'services')?.message}</p>
        ) : null}
        {services.map(({ field, name }) => (
          <CheckField key={field} form={form} name={field} label={name} />
        ))}
      </fieldset>
      <MoneyField form={form} name="amount" label="Agreed price" hint={`At most ${claim.open.format()}`} />
      <Field form={form} name="signedOn" label="Signed on" type="date" width="half" />
      <Field form={form} name="signedTime" label="At" type="time" width="half" />
      <Field
        form={form}
        name="reference"
        label="Where the paper is kept"
        hint="A number or a folder"
        isOptional
        maxlength={200}
      />
    </ClaimDeed>
  );
}
