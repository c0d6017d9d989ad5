import type { BusinessDate } from '../../kernel/business-date';
import { ClaimsFrame } from '../claims/claims-frame';
import type { FormState } from '../forms/form-state';
import { Button, ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field, SelectField } from '../ui/field';
import { Card, EmptyState } from '../ui/layout';
import type { Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { DESTINATION_CHOICES, RULE_CHOICES } from './routing-words';

/** A charge with who was billed for it and why. */
export interface RoutingRow {
  readonly id: string;
  readonly on: BusinessDate;
  readonly visitHref: string;
  readonly patient: string;
  readonly service: string;
  readonly payerId?: string;
  readonly isInsured: boolean;
  readonly row: number;
  readonly rule: string;
  readonly reason: string;
  /** What it rests on. */
  readonly inputs: readonly string[];
  readonly notices: readonly string[];
}

export interface RoutingPageProps {
  readonly shell: Shell;
  readonly rows: readonly RoutingRow[];
  readonly services: readonly { readonly value: string; readonly label: string }[];
  readonly nextHref?: string;
  /** The question as it was asked. */
  readonly form: FormState;
}

const ANY = { value: '', label: 'Any' };

/** Why each charge went where it went: the rule, its reason and the facts of the day it was decided. */
export function RoutingPage({ shell, rows, services, nextHref, form }: RoutingPageProps) {
  return (
    <ClaimsFrame
      shell={shell}
      title="Who was billed, and why"
      here="/claims/routing"
      actions={<ButtonLink href="/claims/routing/policies">Policies</ButtonLink>}
      form={form}
    >
      <form class="as-of as-of-wide" method="get" action="/claims/routing">
        <Field form={form} name="from" label="From" type="date" width="short" isOptional />
        <Field form={form} name="to" label="To" type="date" width="short" isOptional />
        <SelectField
          form={form}
          name="destination"
          label="Billed to"
          options={[ANY, ...DESTINATION_CHOICES]}
          width="short"
          isOptional
        />
        <SelectField form={form} name="rule" label="Rule" options={[ANY, ...RULE_CHOICES]} width="short" isOptional />
        <SelectField
          form={form}
          name="serviceCode"
          label="Service"
          options={[ANY, ...services]}
          width="short"
          isOptional
        />
        <Button>Show</Button>
      </form>
      <Card isFlush>
        {rows.length > 0 ? <Decisions rows={rows} /> : <EmptyState title="Nothing was decided that fits" />}
      </Card>
      {nextHref ? (
        <p class="more">
          <a href={nextHref}>Older</a>
        </p>
      ) : null}
    </ClaimsFrame>
  );
}

function Decisions({ rows }: { readonly rows: readonly RoutingRow[] }) {
  return (
    <DataTable
      caption="Decisions, the last first"
      rows={rows}
      keyOf={(row) => `decision-${row.id}`}
      columns={[
        {
          header: 'Service',
          isRowHeader: true,
          cell: ({ service, patient, on, visitHref }) => (
            <>
              <a class="row-link" href={visitHref}>
                {service}
              </a>
              <span class="under">{patient}</span>
              <span class="under">{formatDate(on)}</span>
            </>
          ),
        },
        {
          header: 'Billed to',
          cell: ({ isInsured, payerId }) => (
            <>
              <Tag tone={isInsured ? 'calm' : 'info'}>{isInsured ? 'Insurance' : 'Patient pays'}</Tag>
              {payerId ? <span class="under">{`Payer ${payerId}`}</span> : null}
            </>
          ),
        },
        {
          header: 'Rule',
          cell: ({ row, rule }) => (
            <>
              {rule}
              <span class="under">{`Row ${row}`}</span>
            </>
          ),
        },
        {
          header: 'Why',
          cell: ({ reason, inputs, notices }) => (
            <div>
              {reason}
              {inputs.map((words) => (
                <span key={words} class="under">
                  {words}
                </span>
              ))}
              {notices.length > 0 ? (
                <span class="tags">
                  {notices.map((words) => (
                    <Tag key={words} tone="warn">
                      {words}
                    </Tag>
                  ))}
                </span>
              ) : null}
            </div>
          ),
        },
      ]}
    />
  );
}
