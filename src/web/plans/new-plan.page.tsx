import type { Money } from '../../kernel/money';
import { fieldId, type FormState, problemOf } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { MoneyField, SelectField } from '../ui/field';
import { Card, DefinitionList, EmptyState } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { TermsFields } from './terms-fields';

/** An open bill that may be planned. */
export interface PlannableBill {
  readonly id: string;
  readonly number: string;
  readonly balance: Money;
}

/** A package that is planned instead of bills. */
export interface PlannablePackage {
  readonly id: string;
  readonly number: string;
  readonly unpaid: Money;
}

export interface NewPlanPageProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly bills: readonly PlannableBill[];
  readonly package?: PlannablePackage;
  /** Held for the patient: may pay the down payment. */
  readonly held: Money;
  readonly mostInstallments: number;
  readonly form: FormState;
}

/** The field of a bill on the form. */
export const billField = (id: string): string => `bill.${id}`;

/** The terms of a new plan: which bills, how much down, how many installments, from when. */
export function NewPlanPage(props: NewPlanPageProps) {
  const { shell, patient, bills, package: sold, held, mostInstallments, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Payment plan: ${patient.name}`}
      heading="New payment plan"
      back={sold ? { href: `/packages/${sold.id}`, label: 'Package' } : billing(patient)}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
    >
      {bills.length === 0 && !sold ? (
        <Card>
          <EmptyState title="No bill to put on a plan">Everything is paid, or on a plan already.</EmptyState>
        </Card>
      ) : (
        <form method="post" action={`/patients/${patient.id}/plans/review`} novalidate>
          <FormTokens csrf={shell.csrf} />
          <div class="columns columns-main">
            {sold ? <Sold sold={sold} /> : <Bills {...props} />}
            <Card title="Terms" id="terms">
              <div class="fields">
                <MoneyField form={form} name="downPayment" label="Down payment" hint="Due today." isOptional />
                {held.isPositive() ? (
                  <SelectField
                    form={form}
                    name="downBy"
                    label="Down payment from"
                    options={[
                      { value: 'later', label: 'The patient, after opening' },
                      { value: 'held', label: `Deposit or credit here (${held.format()})` },
                    ]}
                  />
                ) : null}
                <TermsFields form={form} most={mostInstallments} />
              </div>
              <div class="form-end">
                <Button kind="primary" isLarge>
                  Show every date and amount
                </Button>
              </div>
            </Card>
          </div>
        </form>
      )}
    </StaffPage>
  );
}

const billing = ({ id }: PatientHead) => ({ href: `/patients/${id}`, label: 'Patient billing' });

function Sold({ sold }: { readonly sold: PlannablePackage }) {
  return (
    <Card title="Package to pay by installments" id="field-bills">
      <input type="hidden" name="package" value={sold.id} />
      <DefinitionList
        items={[
          { term: 'Package', value: sold.number },
          { term: 'Left to pay', value: <Amount of={sold.unpaid} /> },
        ]}
      />
      <p class="hint">
        Sessions are given as before. HSA and FSA cards pay only for care that was given, so they do not pay
        installments of a package.
      </p>
    </Card>
  );
}

function Bills({ bills, form }: NewPlanPageProps) {
  return (
    <Card title="Bills to pay by installments" id="field-bills" isFlush>
      <div class="picks">
        <BillsProblem form={form} />
        {bills.map((bill) => (
          <BillPick key={bill.id} bill={bill} form={form} />
        ))}
      </div>
    </Card>
  );
}

function BillsProblem({ form }: { readonly form: FormState }) {
  const problem = problemOf(form, 'bills');
  return problem ? <p class="field-problem">{problem}</p> : null;
}

function BillPick({ bill, form }: { readonly bill: PlannableBill; readonly form: FormState }) {
  const field = billField(bill.id);
  return (
    <div class="pick">
      <label class="check" for={fieldId(field)}>
        <input type="checkbox" id={fieldId(field)} name={field} value="on" checked={form.values[field] === 'on'} />
        <span class="pick-name">{`Invoice ${bill.number}`}</span>
      </label>
      <div class="pick-more" />
      <span class="pick-price">
        <Amount of={bill.balance} />
      </span>
    </div>
  );
}
