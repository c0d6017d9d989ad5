import type { ComponentChildren } from 'preact';
import type { Money } from '../../kernel/money';
import { StateTag } from '../claims/claims-frame';
import type { StateWords } from '../claims/claim-words';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Field, SelectField } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

/** A claim of a remittance that a person places. */
export interface PlacedClaimShown {
  readonly remittanceId: string;
  /** Of the remittance's own row. */
  readonly id: string;
  readonly traceNumber: string;
  readonly payerName: string;
  /** What the payer calls the claim. */
  readonly controlNumber: string;
  readonly outcome: StateWords;
  readonly billed: Money;
  readonly paid: Money;
  readonly patient: Money;
  /** Why it fitted none of ours. */
  readonly why?: string;
}

export interface PlacingPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly claim: PlacedClaimShown;
  readonly form: FormState;
}

export interface MatchPageProps extends PlacingPageProps {
  /** Claims billed at this amount that wait for money. */
  readonly candidates: readonly { readonly value: string; readonly label: string }[];
}

interface FrameProps extends PlacingPageProps {
  readonly title: string;
  readonly path: 'match' | 'unmatch';
  readonly what: string;
  readonly deed: string;
  readonly children?: ComponentChildren;
}

/** A form about one claim of a remittance: what the payer decided, what the form does, then its fields. */
function PlacingPage({ shell, idempotencyKey, claim, form, title, path, what, deed, children }: FrameProps) {
  const { remittanceId, id, traceNumber, payerName, controlNumber, outcome, billed, paid, patient, why } = claim;
  return (
    <StaffPage
      shell={shell}
      at="/claims"
      title={`${title}: ${controlNumber}`}
      heading={title}
      back={{ href: `/remittances/${remittanceId}`, label: `Remittance ${traceNumber}` }}
      form={form}
      width="narrow"
    >
      <div class="stack">
        <Card title="What the payer decided" id="decided" aside={<StateTag of={outcome} />}>
          <DefinitionList
            items={[
              { term: 'Payer', value: payerName },
              { term: 'It calls the claim', value: controlNumber },
              { term: 'Billed', value: <Amount of={billed} /> },
              { term: 'Paid', value: <Amount of={paid} /> },
              { term: 'Patient’s share', value: <Amount of={patient} /> },
            ]}
          />
          {why ? <p class="hint">{why}</p> : null}
        </Card>
        <Card>
          <form method="post" action={`/remittances/${remittanceId}/claims/${id}/${path}`} novalidate data-once>
            <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
            <p>{what}</p>
            <div class="fields">
              {children}
              <Field
                form={form}
                name="reason"
                label="Why"
                hint="For the file; no names, no diagnoses."
                maxlength={500}
              />
            </div>
            <div class="form-end">
              <Button kind="primary">{deed}</Button>
            </div>
          </form>
        </Card>
      </div>
    </StaffPage>
  );
}

/** Lays money in suspense on the claim it is about. */
export function MatchPage(props: MatchPageProps) {
  const { form, candidates, claim } = props;
  return (
    <PlacingPage
      {...props}
      title="Find whose money it is"
      path="match"
      what="The claim you choose is booked as if the payer had named it: what was paid, what the contract takes off, what the patient owes. Lines and amounts have to be its own."
      deed="Lay it on this claim"
    >
      {candidates.length > 0 ? (
        <SelectField
          form={form}
          name="claimId"
          label={`Claims billed at ${claim.billed.format()} that wait`}
          options={[{ value: '', label: 'None of these' }, ...candidates]}
          isOptional
        />
      ) : (
        <p class="hint">{`No claim billed at ${claim.billed.format()} waits for a payer.`}</p>
      )}
      <Field
        form={form}
        name="controlNumber"
        label="Or the number of the claim"
        hint="As its page has it, such as C0000001"
        maxlength={20}
        isOptional
      />
    </PlacingPage>
  );
}

/** Takes money off the wrong claim. */
export const UnmatchPage = (props: PlacingPageProps) => (
  <PlacingPage
    {...props}
    title="Take it off the claim"
    path="unmatch"
    what="The claim it was laid on stands where it stood before, and so does its patient. The money waits on an account of its own until it is laid on the right claim."
    deed="Take it off"
  />
);
