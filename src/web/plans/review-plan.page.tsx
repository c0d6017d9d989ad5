import { Fragment } from 'preact';
import type { BusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { AgreementTextView, LongPlansView, PlanDisclosuresView } from '../../modules/plans/payment-plan.view';
import { EMPTY_FORM, fieldId, type FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import { DisclosureFigures, LongPlansNote } from './disclosure-figures';
import { SignatureFields } from './signature-fields';

/** One date of a plan to be agreed. */
export interface ScheduleLine {
  readonly name: string;
  readonly on: BusinessDate;
  readonly amount: Money;
}

export interface ReviewPlanPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly lines: readonly ScheduleLine[];
  readonly disclosures: PlanDisclosuresView;
  readonly agreement: AgreementTextView;
  readonly longPlans: LongPlansView;
  /** Everything typed so far, carried on. */
  readonly posted: Readonly<Record<string, string>>;
  readonly form?: FormState;
}

/** A plan before it is opened: every date, every cent, the disclosures, the words, and the signature. */
export function ReviewPlanPage(props: ReviewPlanPageProps) {
  const { shell, idempotencyKey, patient, disclosures, agreement, longPlans, posted, form = EMPTY_FORM } = props;
  const base = `/patients/${patient.id}/plans`;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Review the plan: ${patient.name}`}
      heading="Review the payment plan"
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
    >
      <form method="post" action={base} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        {Object.entries({ ...posted, textSha256: agreement.textSha256 }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="columns columns-main">
          <div class="stack">
            <DisclosureFigures of={disclosures} />
            <Card title="When each payment is due" id="schedule" isFlush>
              <Schedule {...props} />
            </Card>
            <AgreementWords agreement={agreement} />
          </div>
          <div class="stack">
            <Card title="Signature" id="signature">
              <SignatureFields form={form} isOptional />
              <label class="check" for={fieldId('autopay')}>
                <input type="checkbox" id={fieldId('autopay')} name="autopay" value="on" />
                <span>The patient wants the installments charged to a saved card</span>
              </label>
              <p class="hint">
                Never a condition of the plan. Once it is signed and open, the words they agree to are shown with the
                card.
              </p>
              <div class="form-end">
                <Button kind="primary" isLarge>
                  Open the plan
                </Button>
                <Button formaction={`${base}/edit`}>Back to the terms</Button>
              </div>
            </Card>
            {disclosures.tilaRequired ? <LongPlansNote of={longPlans} /> : null}
          </div>
        </div>
      </form>
    </StaffPage>
  );
}

function Schedule({ lines }: Pick<ReviewPlanPageProps, 'lines'>) {
  const total = Money.sum(lines.map(({ amount }) => amount));
  return (
    <DataTable
      caption="Payments of the plan"
      rows={lines}
      keyOf={(line) => `line-${line.on.toString()}-${line.name.replaceAll(' ', '-')}`}
      totals={['Total', '', <Amount of={total} />]}
      columns={[
        { header: 'Payment', isRowHeader: true, cell: (line) => line.name },
        { header: 'Due', cell: (line) => formatDate(line.on) },
        { header: 'Amount', isAmount: true, cell: (line) => <Amount of={line.amount} /> },
      ]}
    />
  );
}

function AgreementWords({ agreement }: { readonly agreement: AgreementTextView }) {
  return (
    <Card title="What is agreed" id="agreement">
      {agreement.clauses.map(({ heading, text }) => (
        <Fragment key={heading}>
          <h3>{heading}</h3>
          <p>{text}</p>
        </Fragment>
      ))}
      {agreement.holderNotice ? (
        <>
          <h3>Notice</h3>
          <p>{agreement.holderNotice}</p>
        </>
      ) : null}
    </Card>
  );
}
