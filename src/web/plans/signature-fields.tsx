import type { FormState } from '../forms/form-state';
import { Field, SelectField } from '../ui/field';
import { SIGNING_METHODS_SHOWN } from './plan-words';

/** Who signed, and how; left blank, the plan waits for its signature. */
export function SignatureFields({
  form,
  isOptional = false,
}: {
  readonly form: FormState;
  readonly isOptional?: boolean;
}) {
  return (
    <div class={isOptional ? 'fields fields-all-optional' : 'fields'}>
      <Field
        form={form}
        name="signedName"
        label="Signed by"
        hint={
          isOptional
            ? 'The name as it is signed. Left blank, the plan is listed as unsigned until it is. Not between dose and discharge.'
            : 'The name as it is signed. Not between dose and discharge.'
        }
        maxlength={200}
        isOptional={isOptional}
      />
      <SelectField form={form} name="method" label="How" options={SIGNING_METHODS_SHOWN} isOptional={isOptional} />
    </div>
  );
}
