import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Field, MoneyField, SelectField } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { FormTokens } from '../ui/staff-page';
import { formatDate } from '../ui/text';

/** A dispute of the bill under an estimate. */
export interface DisputeShown {
  readonly id: string;
  readonly isOpen: boolean;
  readonly initiatedOn: BusinessDate;
  readonly reference?: string;
  readonly billed: Money;
  readonly outcome?: string;
  readonly payable?: Money;
  readonly decidedOn?: BusinessDate;
}

export interface DisputeCardProps {
  readonly estimateId: string;
  readonly csrf: string;
  readonly idempotencyKey: string;
  readonly form: FormState;
  readonly disputes: readonly DisputeShown[];
  /** Whether the bill is $400.00 or more above the estimate. */
  readonly isEligible: boolean;
  readonly mayWork: boolean;
}

const OUTCOMES = [
  { value: 'patient_prevails', label: 'The patient prevails' },
  { value: 'provider_prevails', label: 'The clinic prevails' },
  { value: 'settled', label: 'Settled with the patient' },
  { value: 'withdrawn', label: 'Withdrawn by the patient' },
];

const outcomeWords = (outcome: string): string =>
  OUTCOMES.find(({ value }) => value === outcome)?.label ?? outcome.replaceAll('_', ' ');

/** What became of a bill the patient disputes, and the next step. */
export function DisputeCard(props: DisputeCardProps) {
  const { disputes, isEligible, mayWork } = props;
  const open = disputes.find(({ isOpen }) => isOpen);
  if (disputes.length === 0 && !isEligible) return null;
  return (
    <Card title="Dispute of the bill" id="dispute">
      {open ? (
        <div class="notice notice-warn" role="status">
          <p>Disputed since {formatDate(open.initiatedOn)}: nothing of this bill is collected until it is decided.</p>
        </div>
      ) : null}
      {disputes
        .filter(({ isOpen }) => !isOpen)
        .map((dispute) => (
          <Decided key={dispute.id} dispute={dispute} />
        ))}
      {mayWork && open ? <DecideForm {...props} dispute={open} /> : null}
      {mayWork && !open && isEligible ? <OpenForm {...props} /> : null}
    </Card>
  );
}

function Decided({ dispute }: { readonly dispute: DisputeShown }) {
  const { outcome, payable, decidedOn, billed } = dispute;
  return (
    <DefinitionList
      items={[
        { term: 'Outcome', value: outcomeWords(outcome ?? '') },
        ...(decidedOn ? [{ term: 'Decided', value: formatDate(decidedOn) }] : []),
        { term: 'Billed', value: <Amount of={billed} /> },
        ...(payable ? [{ term: 'Payable', value: <Amount of={payable} /> }] : []),
      ]}
    />
  );
}

function OpenForm({ estimateId, csrf, form }: DisputeCardProps) {
  return (
    <form method="post" action={`/estimates/${estimateId}/disputes`} novalidate>
      <FormTokens csrf={csrf} />
      <p class="hint">The patient files it within 120 days of the bill. From then on nothing of it is collected.</p>
      <div class="fields">
        <Field form={form} name="initiatedOn" label="Filed on" type="date" />
        <Field form={form} name="reference" label="Case number" maxlength={100} isOptional />
      </div>
      <div class="form-end">
        <Button>The bill is disputed</Button>
      </div>
    </form>
  );
}

function DecideForm(props: DisputeCardProps & { readonly dispute: DisputeShown }) {
  const { estimateId, csrf, idempotencyKey, form, dispute } = props;
  return (
    <form method="post" action={`/estimates/${estimateId}/disputes/${dispute.id}/decide`} novalidate data-once>
      <FormTokens csrf={csrf} idempotencyKey={idempotencyKey} />
      <div class="fields">
        <SelectField form={form} name="outcome" label="How it came out" options={OUTCOMES} />
        <MoneyField
          form={form}
          name="payable"
          label={`Payable of ${dispute.billed.format()}`}
          hint="When the patient prevails or it was settled"
          isOptional
        />
      </div>
      <div class="form-end">
        <Button>Carry it out</Button>
      </div>
    </form>
  );
}
