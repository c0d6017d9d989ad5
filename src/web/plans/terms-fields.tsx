import type { FormState } from '../forms/form-state';
import { Field, SelectField } from '../ui/field';
import { FREQUENCIES } from './plan-words';

/** How many installments, how often, from when. */
export function TermsFields({ form, most }: { readonly form: FormState; readonly most: number }) {
  return (
    <>
      <Field
        form={form}
        name="installments"
        label="Installments"
        hint={`1 to ${most}. With more than four the Truth in Lending disclosure is part of the agreement.`}
        inputmode="numeric"
      />
      <SelectField form={form} name="frequency" label="How often" options={FREQUENCIES} />
      <Field
        form={form}
        name="firstDueOn"
        label="First installment due"
        hint="The others follow from this day; the 31st comes back after a short month."
        type="date"
      />
    </>
  );
}
