import type { BusinessDate } from '../../kernel/business-date';
import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { CheckField, Field, SelectField } from '../ui/field';
import { Card, EmptyState } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';
import { CLINIC_CHOICES } from './routing-words';

/** What a payer says of a service, from a day on. */
export interface PayerPolicyShown {
  readonly key: string;
  readonly payerId: string;
  readonly service: string;
  readonly from: BusinessDate;
  readonly isCovered: boolean;
  readonly terms: readonly string[];
  readonly reason: string;
}

/** Whom the clinic bills for a service, from a day on. */
export interface ClinicPolicyShown {
  readonly key: string;
  readonly service: string;
  readonly from: BusinessDate;
  readonly destination: string;
  readonly reason: string;
}

export interface PoliciesPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly payers: readonly PayerPolicyShown[];
  readonly clinic: readonly ClinicPolicyShown[];
  readonly services: readonly { readonly value: string; readonly label: string }[];
  readonly mayChange: boolean;
  /** Of the form about a payer, and of the clinic's own. */
  readonly payerForm: FormState;
  readonly clinicForm: FormState;
}

/** What payers and the clinic decide about services where they depart from the routing table. */
export function PoliciesPage(props: PoliciesPageProps) {
  const { shell, mayChange, payerForm, clinicForm } = props;
  const isPayerWrong = payerForm.problems.length > 0 || payerForm.detail !== undefined;
  return (
    <StaffPage
      shell={shell}
      at="/claims"
      title="Routing policies"
      heading="Routing policies"
      back={{ href: '/claims/routing', label: 'Who was billed, and why' }}
      form={isPayerWrong ? payerForm : clinicForm}
    >
      <div class="stack">
        <p>
          By themselves, payers cover every service but ketamine, and Spravato with an authorization. What is written
          here goes before that, from its day on. Nothing is edited: a change takes a later day. Medicare, Medicaid and
          contracts oblige the clinic whatever it would rather do.
        </p>
        <PayerPolicies {...props} />
        <ClinicPolicies {...props} />
        {mayChange ? (
          <div class="columns columns-even">
            <PayerPolicyForm {...props} />
            <ClinicPolicyForm {...props} />
          </div>
        ) : (
          <p class="hint">An administrator changes these.</p>
        )}
      </div>
    </StaffPage>
  );
}

function PayerPolicies({ payers }: PoliciesPageProps) {
  return (
    <Card title="Payers" id="payers" isFlush>
      {payers.length > 0 ? (
        <DataTable
          caption="What payers say of services"
          rows={payers}
          keyOf={(row) => `payer-${row.key}`}
          columns={[
            {
              header: 'Payer and service',
              isRowHeader: true,
              cell: ({ payerId, service }) => (
                <>
                  {service}
                  <span class="under">{`Payer ${payerId}`}</span>
                </>
              ),
            },
            { header: 'From', cell: ({ from }) => formatDate(from) },
            {
              header: 'Says',
              cell: ({ isCovered, terms }) => (
                <div>
                  <Tag tone={isCovered ? 'good' : 'bad'}>{isCovered ? 'Covered' : 'Not covered'}</Tag>
                  {terms.map((words) => (
                    <span key={words} class="under">
                      {words}
                    </span>
                  ))}
                </div>
              ),
            },
            { header: 'Where it is written', cell: ({ reason }) => reason },
          ]}
        />
      ) : (
        <EmptyState title="No payer departs from the table" />
      )}
    </Card>
  );
}

function ClinicPolicies({ clinic }: PoliciesPageProps) {
  return (
    <Card title="The clinic" id="clinic" isFlush>
      {clinic.length > 0 ? (
        <DataTable
          caption="Whom the clinic bills"
          rows={clinic}
          keyOf={(row) => `clinic-${row.key}`}
          columns={[
            { header: 'Service', isRowHeader: true, cell: ({ service }) => service },
            { header: 'From', cell: ({ from }) => formatDate(from) },
            { header: 'Decision', cell: ({ destination }) => destination },
            { header: 'Why', cell: ({ reason }) => reason },
          ]}
        />
      ) : (
        <EmptyState title="The clinic follows the table" />
      )}
    </Card>
  );
}

const AUTHORIZATION_CHOICES = [
  { value: '', label: 'It does not say' },
  { value: 'yes', label: 'Wanted' },
  { value: 'no', label: 'Not wanted' },
];
const COVERED_CHOICES = [
  { value: 'yes', label: 'Covered' },
  { value: 'no', label: 'Not covered' },
];

function PayerPolicyForm({ shell, idempotencyKey, services, payerForm: form }: PoliciesPageProps) {
  return (
    <Card title="Write down a payer’s policy" id="new-payer-policy">
      <form method="post" action="/claims/routing/policies/payers" novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="fields">
          <Field form={form} name="payerName" label="Payer" maxlength={100} />
          <Field form={form} name="payerId" label="Payer id" maxlength={40} width="half" />
          <Field form={form} name="payerFrom" label="From" type="date" width="half" />
          <SelectField form={form} name="payerService" label="Service" options={services} />
          <SelectField form={form} name="covered" label="Covered" options={COVERED_CHOICES} width="half" />
          <SelectField
            form={form}
            name="authorization"
            label="Authorization"
            options={AUTHORIZATION_CHOICES}
            width="half"
            isOptional
          />
          <CheckField
            form={form}
            name="crosswalk"
            label="An authorization that names S0013 holds for J0013, and the other way round"
          />
          <Field form={form} name="payerReason" label="Where it is written" maxlength={500} />
        </div>
        <div class="form-end">
          <Button kind="primary">Write down the payer’s policy</Button>
        </div>
      </form>
    </Card>
  );
}

function ClinicPolicyForm({ shell, idempotencyKey, services, clinicForm: form }: PoliciesPageProps) {
  return (
    <Card title="Decide for the clinic" id="new-clinic-policy">
      <form method="post" action="/claims/routing/policies/clinic" novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="fields">
          <SelectField form={form} name="clinicService" label="Service" options={services} />
          <Field form={form} name="clinicFrom" label="From" type="date" width="half" />
          <SelectField form={form} name="clinicDestination" label="Decision" options={CLINIC_CHOICES} />
          <Field form={form} name="clinicReason" label="Why" maxlength={500} />
        </div>
        <div class="form-end">
          <Button kind="primary">Decide</Button>
        </div>
      </form>
    </Card>
  );
}
