import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Card, DefinitionList } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import { type EstimateBar, EstimateCard } from './estimate-card';
import { type ReviewLine, VisitLine } from './visit-line';

export interface ReviewVisitPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly on: BusinessDate;
  readonly providerName: string;
  readonly diagnoses: readonly string[];
  readonly lines: readonly ReviewLine[];
  readonly total: Money;
  readonly patientPays: Money;
  readonly insuranceExpected: Money;
  readonly hsaFsaEligible: Money;
  /** Left out while no estimate covers the visit. */
  readonly estimate?: EstimateBar;
  readonly mayOverride: boolean;
  /** The form as it was typed, with what the review said; posted again by both buttons. */
  readonly posted: Readonly<Record<string, string>>;
  readonly form?: FormState;
}

/** What will be charged and why, before anything is charged. */
export function ReviewVisitPage(props: ReviewVisitPageProps) {
  const { shell, idempotencyKey, patient, on, providerName, diagnoses, lines, posted, form = EMPTY_FORM } = props;
  const base = `/patients/${patient.id}/visits`;
  return (
    <StaffPage
      shell={shell}
      title={`Review the visit: ${patient.name}`}
      heading="Review the visit"
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
    >
      <form method="post" action={base} data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        {Object.entries(posted).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="columns columns-main">
          <Card title="Lines" id="lines" isFlush>
            <ol class="review-lines">
              {lines.map((line) => (
                <VisitLine key={line.key} line={line} />
              ))}
            </ol>
          </Card>
          <div class="stack">
            <Card title="Visit" id="visit">
              <DefinitionList
                items={[
                  { term: 'Date', value: formatDate(on) },
                  { term: 'Provider', value: providerName },
                  { term: 'Diagnoses', value: diagnoses.length > 0 ? diagnoses.join(', ') : 'None' },
                ]}
              />
            </Card>
            {props.estimate ? <EstimateCard bar={props.estimate} form={form} mayOverride={props.mayOverride} /> : null}
            <Totals {...props} />
            <div class="form-end form-end-both">
              <Button kind="primary" isLarge isFocused>
                Charge <Amount of={props.total} />
              </Button>
              <Button formaction={`${base}/new`}>Edit</Button>
            </div>
          </div>
        </div>
      </form>
    </StaffPage>
  );
}

function Totals({ total, patientPays, insuranceExpected, hsaFsaEligible }: ReviewVisitPageProps) {
  return (
    <Card title="Totals" id="totals">
      <dl class="sums">
        <div>
          <dt>Patient pays</dt>
          <dd>
            <Amount of={patientPays} />
          </dd>
        </div>
        <div>
          <dt>Insurance, expected</dt>
          <dd>
            <Amount of={insuranceExpected} isZeroQuiet />
          </dd>
        </div>
        <div class="sums-total">
          <dt>Total</dt>
          <dd>
            <Amount of={total} />
          </dd>
        </div>
        <div class="sums-note">
          <dt>May be paid by HSA/FSA card</dt>
          <dd>
            <Amount of={hsaFsaEligible} isZeroQuiet />
          </dd>
        </div>
      </dl>
    </Card>
  );
}
