import type { BusinessDate } from '../../kernel/business-date';
import { FileUpload } from '../claims/file-upload';
import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field, MoneyField, SelectField } from '../ui/field';
import { Card, type Definition, DefinitionList, EmptyState } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag, type Tone } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { ELIGIBILITY_BENEFIT_CHOICES } from './eligibility-words';

/** One benefit of the plan with the last word of its payer, if it was ever asked. */
export interface BenefitShown {
  readonly key: string;
  readonly name: string;
  readonly said?: {
    readonly standing: readonly [words: string, tone: Tone];
    readonly facts: readonly Definition[];
  };
}

/** One time the payer was asked. */
export interface SnapshotRow {
  readonly id: string;
  readonly benefit: string;
  readonly source: string;
  readonly on: BusinessDate;
  readonly isActive: boolean;
  readonly terms: readonly string[];
  readonly recordedAt: string;
}

export interface EligibilityPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly id: string;
  readonly patient: PatientHead;
  /** Payer and member. */
  readonly plan: string;
  readonly benefits: readonly BenefitShown[];
  readonly rows: readonly SnapshotRow[];
  readonly nextHref?: string;
  readonly services: readonly { readonly value: string; readonly label: string }[];
  readonly mayWrite: boolean;
  /** The payer's file had been taken in before. */
  readonly isRepeat: boolean;
  readonly form: FormState;
}

/** What a payer said of one plan: the last word on each benefit, a way to write down the next, and every word before. */
export function EligibilityPage(props: EligibilityPageProps) {
  const { shell, patient, plan, benefits, mayWrite, isRepeat, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Eligibility: ${patient.name}`}
      heading="What the payer said"
      back={{ href: `/patients/${patient.id}/coverage`, label: 'Coverage' }}
      lead={
        <>
          <PatientFacts patient={patient} isNamed />
          <p class="quiet">{plan}</p>
        </>
      }
      form={form}
    >
      {isRepeat ? (
        <div class="notice notice-warn" role="status">
          <p>This file was taken in before: nothing was changed.</p>
        </div>
      ) : null}
      <div class="stack">
        <div class="columns columns-even">
          {benefits.map((benefit) => (
            <Benefit key={benefit.key} benefit={benefit} />
          ))}
        </div>
        {mayWrite ? <Asked {...props} /> : null}
        <History {...props} />
      </div>
    </StaffPage>
  );
}

function Benefit({ benefit: { key, name, said } }: { readonly benefit: BenefitShown }) {
  return (
    <Card title={name} id={key} aside={said ? <Tag tone={said.standing[1]}>{said.standing[0]}</Tag> : null}>
      {said ? (
        <DefinitionList items={said.facts} />
      ) : (
        <EmptyState title="The payer was not asked yet">What the patient owes is estimated from the card.</EmptyState>
      )}
    </Card>
  );
}

const ANSWERS = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** The two ways to write down what a payer said: by hand, and its file. */
function Asked({ shell, idempotencyKey, id, services, form }: EligibilityPageProps) {
  const action = `/coverages/${id}/eligibility`;
  return (
    <div class="columns columns-main">
      <Card title="Enter by hand" id="by-hand">
        <form method="post" action={action} novalidate data-once>
          <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
          <p class="hint">As the payer told it on the phone or on its portal. What it did not say stays blank.</p>
          <div class="fields">
            <SelectField
              form={form}
              name="benefit"
              label="Benefit"
              options={ELIGIBILITY_BENEFIT_CHOICES}
              width="half"
            />
            <Field form={form} name="checkedOn" label="Asked on" type="date" width="half" />
            <SelectField form={form} name="active" label="In effect" options={ANSWERS} width="half" />
            <Field form={form} name="planName" label="Name of the plan" maxlength={100} width="half" isOptional />
            <MoneyField form={form} name="copay" label="Copayment a visit" width="half" isOptional />
            <Field form={form} name="coinsurance" label="Coinsurance, %" width="half" inputmode="decimal" isOptional />
            <MoneyField form={form} name="deductibleRemaining" label="Deductible left" width="half" isOptional />
            <MoneyField
              form={form}
              name="outOfPocketRemaining"
              label="Patient’s limit left this year"
              width="half"
              isOptional
            />
            <SelectField
              form={form}
              name="serviceCode"
              label="Asked for one service"
              hint="A service the patient keeps from the plan may not be asked about."
              options={[{ value: '', label: 'For the plan as a whole' }, ...services]}
              isOptional
            />
          </div>
          <div class="form-end">
            <Button kind="primary">Write it down</Button>
          </div>
        </form>
      </Card>
      <Card title="Load the payer’s file" id="file">
        <FileUpload
          csrf={shell.csrf}
          action={`${action}/file`}
          label="File (271)"
          hint="The payer’s answer as the clearinghouse has it. It is taken whole or not at all."
          form={form}
        />
      </Card>
    </div>
  );
}

function History({ rows, nextHref }: EligibilityPageProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <Card title="Every answer" id="history" isFlush>
        <DataTable
          caption="Every answer of the payer"
          rows={rows}
          keyOf={(row) => `snapshot-${row.id}`}
          columns={[
            {
              header: 'Asked on',
              isRowHeader: true,
              cell: ({ on, recordedAt }) => (
                <>
                  {formatDate(on)}
                  <span class="under">{`Written down ${recordedAt}`}</span>
                </>
              ),
            },
            {
              header: 'Benefit',
              cell: ({ benefit, source }) => (
                <>
                  {benefit}
                  <span class="under">{source}</span>
                </>
              ),
            },
            {
              header: 'Plan',
              cell: ({ isActive }) => (
                <Tag tone={isActive ? 'good' : 'bad'}>{isActive ? 'In effect' : 'Not in effect'}</Tag>
              ),
            },
            {
              header: 'Said',
              cell: ({ terms }) => (terms.length > 0 ? terms.join(' · ') : <span class="quiet">no amounts</span>),
            },
          ]}
        />
      </Card>
      {nextHref ? (
        <p class="more">
          <a href={nextHref}>Earlier answers</a>
        </p>
      ) : null}
    </>
  );
}
