import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { SelectField } from '../ui/field';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { Card, DefinitionList, EmptyState, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { DisputeCard, type DisputeShown } from './dispute-card';

/** One service of an estimate. */
export interface EstimateItemShown {
  readonly key: string;
  readonly name: string;
  readonly why: string;
  readonly times: string;
  readonly each: Money;
  readonly least: Money;
  readonly most: Money;
}

export interface EstimatePageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly id: string;
  /** Left out while it is owed. */
  readonly number?: string;
  readonly status: 'owed' | 'issued' | 'delivered' | 'replaced';
  readonly provider: string;
  readonly dueBy?: BusinessDate;
  readonly isOverdue: boolean;
  readonly period?: { readonly from: BusinessDate; readonly to: BusinessDate };
  readonly items: readonly EstimateItemShown[];
  readonly least: Money;
  readonly most: Money;
  readonly billed: Money;
  readonly excess: Money;
  readonly level: 'within' | 'alarm' | 'stop';
  readonly leftUntilStop: Money;
  readonly disputes: readonly DisputeShown[];
  readonly mayWorkDisputes: boolean;
  readonly idempotencyKey: string;
  readonly form: FormState;
}

const STATES = {
  owed: ['Still to be given', 'warn'],
  issued: ['Not delivered yet', 'warn'],
  delivered: ['Delivered', 'good'],
  replaced: ['Replaced', 'neutral'],
} as const;

const DELIVERIES = [
  { value: 'paper', label: 'On paper' },
  { value: 'portal', label: 'In the patient portal' },
  { value: 'email', label: 'By e-mail' },
];

/** A Good Faith Estimate: what it says, by when it has to be given, and how what was billed stands against it. */
export function EstimatePage(props: EstimatePageProps) {
  const { shell, patient, id, number, status, items, least, most, billed, level } = props;
  const [words, tone] = STATES[status];
  return (
    <StaffPage
      shell={shell}
      at="/estimates"
      title={number ? `Estimate ${number}` : 'Estimate'}
      heading={
        <>
          Estimate {number ? <span class="number">{number}</span> : null} <Tag tone={tone}>{words}</Tag>
        </>
      }
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={props.form}
      actions={
        <Actions id={id} patientId={patient.id} isIssued={number !== undefined} isOver={status === 'replaced'} />
      }
    >
      <Standing {...props} />
      <Figures
        items={[
          {
            label: 'Expected',
            value: <Amount of={most} />,
            note: least.equals(most) ? '' : `at least ${least.format()}`,
          },
          { label: 'Billed so far', value: <Amount of={billed} />, tone: level === 'within' ? undefined : 'bad' },
        ]}
      />
      <div class="columns columns-main">
        <Card title="What is expected" id="items" isFlush>
          {items.length > 0 ? (
            <Items items={items} />
          ) : (
            <EmptyState title="Nothing is estimated yet">
              Make the estimate: until then the clock runs from the question.
            </EmptyState>
          )}
        </Card>
        <div class="stack">
          <Facts {...props} />
          {status === 'issued' ? <Delivery id={id} csrf={shell.csrf} /> : null}
          <DisputeCard
            {...props}
            estimateId={id}
            csrf={shell.csrf}
            isEligible={level === 'stop' && (status === 'issued' || status === 'delivered')}
            mayWork={props.mayWorkDisputes}
          />
        </div>
      </div>
    </StaffPage>
  );
}

function Actions(props: { id: string; patientId: string; isIssued: boolean; isOver: boolean }) {
  const { id, patientId, isIssued, isOver } = props;
  return (
    <>
      {isOver ? null : (
        <ButtonLink href={`/patients/${patientId}/estimates/new${isIssued ? `?replaces=${id}` : ''}`}>
          {isIssued ? 'Change it' : 'Make the estimate'}
        </ButtonLink>
      )}
      {isIssued ? (
        <ButtonLink href={`/v1/estimates/${id}.pdf`} kind="primary" shortcut="r">
          Estimate (PDF)
        </ButtonLink>
      ) : null}
    </>
  );
}

function Standing({ level, excess, leftUntilStop, isOverdue, dueBy }: EstimatePageProps) {
  const words =
    level === 'stop'
      ? `${excess.format()} more was billed than estimated. From $400.00 on the patient may dispute the bill: issue a new estimate before anything more is given.`
      : level === 'alarm'
        ? `${excess.format()} more was billed than estimated. ${leftUntilStop.format()} more, and the patient may dispute the bill.`
        : isOverdue && dueBy
          ? `This had to be given by ${formatDate(dueBy)}. Give it today.`
          : undefined;
  if (!words) return null;
  return (
    <div class={`notice notice-${level === 'stop' ? 'bad' : 'warn'}`} role="status">
      <p>{words}</p>
    </div>
  );
}

function Items({ items }: { readonly items: readonly EstimateItemShown[] }) {
  return (
    <DataTable
      caption="Expected services"
      rows={items}
      keyOf={(item) => `item-${item.key}`}
      columns={[
        {
          header: 'Service',
          isRowHeader: true,
          cell: (item) => (
            <>
              {item.name}
              <span class="under">{item.why}</span>
            </>
          ),
        },
        { header: 'Times', isAmount: true, cell: (item) => item.times },
        { header: 'Each', isAmount: true, cell: (item) => <Amount of={item.each} /> },
        { header: 'At most', isAmount: true, cell: (item) => <Amount of={item.most} /> },
      ]}
    />
  );
}

function Facts({ provider, dueBy, period }: EstimatePageProps) {
  return (
    <Card title="About it" id="about">
      <DefinitionList
        items={[
          { term: 'Provider', value: provider },
          ...(dueBy ? [{ term: 'To be given by', value: formatDate(dueBy) }] : []),
          ...(period ? [{ term: 'Covers', value: `${formatDate(period.from)} to ${formatDate(period.to)}` }] : []),
        ]}
      />
    </Card>
  );
}

function Delivery({ id, csrf }: { readonly id: string; readonly csrf: string }) {
  return (
    <Card title="Given to the patient?" id="delivery">
      <form method="post" action={`/estimates/${id}/deliver`}>
        <FormTokens csrf={csrf} />
        <SelectField form={EMPTY_FORM} name="method" label="How" options={DELIVERIES} />
        <div class="form-end">
          <Button kind="primary">Write it down</Button>
        </div>
      </form>
    </Card>
  );
}
