import type { RouteNotice } from '../../domain/routing/route';
import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Card, DefinitionList } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { type EstimateBar, EstimateCard } from './estimate-card';

/** One line of a quote with every reason it was given. */
export interface ReviewLine {
  readonly key: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly amount: Money;
  /** The listed amount where a discount was taken from it. */
  readonly listAmount?: Money;
  readonly priceReason: string;
  readonly destination: 'insurance' | 'self_pay';
  readonly routeReason: string;
  readonly routeRule: string;
  readonly documentRule: 'superbill' | 'receipt_only' | 'claim';
  readonly isHsaFsaEligible: boolean;
  readonly patientPays: Money;
  readonly insuranceExpected: Money;
  /** What the desk must do or must not do because of the route. */
  readonly notices: readonly RouteNotice[];
}

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

const DOCUMENTS = { superbill: 'Superbill', receipt_only: 'Receipt only', claim: 'Claim' } as const;
const NOTICES = {
  no_disclosure_to_plan: 'Tell the plan nothing about this line: no claim, no eligibility or status request.',
  good_faith_estimate: 'The patient is owed a good faith estimate.',
  advance_beneficiary_notice: 'Have the Advance Beneficiary Notice signed first.',
  medicare_private_contract: 'Needs a private contract with the patient.',
  medicaid_notice: 'Check the state’s Medicaid notice before taking money.',
  authorization_missing: 'The claim is held until the authorization is on file.',
} as const satisfies Record<RouteNotice, string>;
const DESTINATIONS = { insurance: 'Insurance', self_pay: 'Patient pays' } as const;

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
                <Line key={line.key} line={line} />
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

function Line({ line }: { readonly line: ReviewLine }) {
  return (
    <li class="review-line">
      <div class="review-line-head">
        <h3>
          {line.name}
          {line.quantity > 1 ? <span class="times"> × {line.quantity}</span> : null}
        </h3>
        <span class="review-line-amount">
          {line.listAmount ? (
            <s>
              <span class="visually-hidden">instead of </span>
              <Amount of={line.listAmount} />
            </s>
          ) : null}
          <Amount of={line.amount} />
        </span>
      </div>
      <p class="tags">
        <Tag tone={line.destination === 'insurance' ? 'calm' : 'info'}>{DESTINATIONS[line.destination]}</Tag>
        <Tag>{DOCUMENTS[line.documentRule]}</Tag>
        <Tag tone={line.isHsaFsaEligible ? 'good' : 'neutral'}>
          {line.isHsaFsaEligible ? 'HSA/FSA eligible' : 'Not HSA/FSA'}
        </Tag>
      </p>
      <dl class="why">
        <div>
          <dt>Why this price</dt>
          <dd>{line.priceReason}</dd>
        </div>
        <div>
          <dt>Why this route</dt>
          <dd>
            {line.routeReason} <span class="source">{line.routeRule}</span>
          </dd>
        </div>
        {line.notices.length > 0 ? (
          <div>
            <dt>To do</dt>
            <dd>
              <ul>
                {line.notices.map((notice) => (
                  <li key={notice}>{NOTICES[notice]}</li>
                ))}
              </ul>
            </dd>
          </div>
        ) : null}
        {line.destination === 'insurance' ? (
          <div>
            <dt>Who pays</dt>
            <dd>
              Patient <Amount of={line.patientPays} />, insurance about <Amount of={line.insuranceExpected} />
            </dd>
          </div>
        ) : null}
      </dl>
    </li>
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
