import type { ComponentChildren } from 'preact';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Field, MoneyField, SelectField } from '../ui/field';
import { Card, type Definition, DefinitionList } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import type { AdjustmentShown } from './adjustments-of-invoice';
import type { InvoiceLineShown, InvoiceShown } from './invoice.page';

export interface ChangeInvoicePageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient?: PatientHead;
  readonly invoice: InvoiceShown;
  readonly form: FormState;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

const REASON_HINT = 'For whoever reads the books; never a diagnosis.';

interface FrameProps extends ChangeInvoicePageProps {
  readonly title: string;
  /** After `/invoices/:id`. */
  readonly path: string;
  readonly facts: readonly Definition[];
  readonly children: ComponentChildren;
}

/** A form that changes one bill: what it is about, what it does, then the fields. */
function ChangeInvoiceForm(props: FrameProps) {
  const { shell, idempotencyKey, patient, invoice, form, title, path, facts, children } = props;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`${title}: ${invoice.number}`}
      heading={title}
      back={{ href: `/invoices/${invoice.id}`, label: `Invoice ${invoice.number}` }}
      lead={patient ? <PatientFacts patient={patient} isNamed /> : null}
      form={form}
      width="narrow"
    >
      <div class="stack">
        <Card>
          <DefinitionList items={facts} />
        </Card>
        <Card>
          <form method="post" action={`/invoices/${invoice.id}/${path}`} novalidate data-once>
            <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
            {children}
          </form>
        </Card>
      </div>
    </StaffPage>
  );
}

export interface AdjustLinePageProps extends ChangeInvoicePageProps {
  readonly line: InvoiceLineShown;
  readonly types: readonly Choice[];
  /** What one person may take off a charge. */
  readonly alone: Money;
}

/** Takes an amount off one line of a bill. */
export function AdjustLinePage(props: AdjustLinePageProps) {
  const { form, line, types, alone } = props;
  return (
    <ChangeInvoiceForm
      {...props}
      title="Adjust a line"
      path={`lines/${line.chargeId}/adjust`}
      facts={[
        { term: 'Service', value: `${line.name}, ${formatDate(line.on)}` },
        { term: 'Charged', value: <Amount of={line.listed} /> },
        { term: 'Taken off so far', value: <Amount of={line.takenOff} /> },
        { term: 'Paid', value: <Amount of={line.paid} /> },
        { term: 'Open', value: <Amount of={line.open} /> },
      ]}
    >
      <div class="fields">
        <SelectField
          form={form}
          name="type"
          label="What for"
          options={[{ value: '', label: 'Choose one' }, ...types]}
        />
        <MoneyField
          form={form}
          name="amount"
          label="Amount to take off"
          hint="What was paid already becomes the patient’s credit."
        />
        <Field form={form} name="reason" label="Reason" hint={REASON_HINT} maxlength={500} />
      </div>
      <p class="hint">{`Once more than ${alone.format()} in all was taken off a charge, a second person has to agree first.`}</p>
      <div class="form-end">
        <Button kind="primary">Take it off</Button>
      </div>
    </ChangeInvoiceForm>
  );
}

export interface WriteOffPageProps extends ChangeInvoicePageProps {
  readonly types: readonly Choice[];
  readonly alone: Money;
  /** The largest balance that is too small to collect. */
  readonly smallBalance: Money;
}

/** Gives up all that is open on a bill. */
export function WriteOffPage(props: WriteOffPageProps) {
  const { form, invoice, types, alone, smallBalance } = props;
  const needsSecond = invoice.balance.isMoreThan(alone);
  return (
    <ChangeInvoiceForm
      {...props}
      title="Write off what is open"
      path="write-off"
      facts={[
        { term: 'Total', value: <Amount of={invoice.total} /> },
        { term: 'Paid', value: <Amount of={invoice.paid} /> },
        { term: 'To be written off', value: <Amount of={invoice.balance} /> },
      ]}
    >
      <div class="fields">
        <SelectField
          form={form}
          name="type"
          label="Why it is given up"
          hint={`A small balance is at most ${smallBalance.format()}.`}
          options={[{ value: '', label: 'Choose one' }, ...types]}
        />
        <Field form={form} name="reason" label="Reason" hint={REASON_HINT} maxlength={500} />
      </div>
      <p class="hint">
        {needsSecond
          ? `This is more than ${alone.format()}: it waits until a second person agrees.`
          : `Above ${alone.format()} a second person has to agree first.`}
      </p>
      <div class="form-end">
        <Button kind="primary">
          {needsSecond ? 'Ask for the write-off of ' : 'Write off '}
          <Amount of={invoice.balance} />
        </Button>
      </div>
    </ChangeInvoiceForm>
  );
}

export interface ReverseAdjustmentPageProps extends ChangeInvoicePageProps {
  readonly line: InvoiceLineShown;
  readonly adjustment: AdjustmentShown;
}

/** Takes back what was taken off a line in error. */
export function ReverseAdjustmentPage(props: ReverseAdjustmentPageProps) {
  const { form, line, adjustment } = props;
  return (
    <ChangeInvoiceForm
      {...props}
      title="Take an adjustment back"
      path={`adjustments/${adjustment.id}/reverse`}
      facts={[
        { term: 'Taken off as', value: `${adjustment.name}, ${formatDate(adjustment.on)}` },
        { term: 'Because', value: adjustment.reason },
        { term: 'Service', value: `${line.name}, ${formatDate(line.on)}` },
        { term: 'Amount', value: <Amount of={adjustment.amount} /> },
        { term: 'Open on the line now', value: <Amount of={line.open} /> },
      ]}
    >
      <p>
        For one that was made in error: the line is what it was before, and the patient owes it again. What should stand
        instead is adjusted anew. If it had become credit, that credit pays the line again where it is still there.
      </p>
      <div class="fields">
        <Field form={form} name="reason" label="Reason" hint={REASON_HINT} maxlength={500} />
      </div>
      <div class="form-end">
        <Button kind="primary">
          Take <Amount of={adjustment.amount} /> back
        </Button>
      </div>
    </ChangeInvoiceForm>
  );
}

/** Voids a bill that should not have been issued. */
export function VoidInvoicePage(props: ChangeInvoicePageProps) {
  const { form, invoice } = props;
  return (
    <ChangeInvoiceForm
      {...props}
      title="Void the invoice"
      path="void"
      facts={[
        { term: 'Issued', value: formatDate(invoice.issuedOn) },
        { term: 'Total', value: <Amount of={invoice.total} /> },
        { term: 'Paid', value: <Amount of={invoice.paid} /> },
      ]}
    >
      <p>
        For a bill that should not have been issued, while nothing was paid on it. Its number stays; the visit’s
        self-pay services can be charged again correctly.
      </p>
      <div class="fields">
        <Field form={form} name="reason" label="Reason" hint={REASON_HINT} maxlength={500} />
      </div>
      <div class="form-end">
        <Button kind="primary">{`Void ${invoice.number}`}</Button>
      </div>
    </ChangeInvoiceForm>
  );
}
