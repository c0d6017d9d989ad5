import type { ComponentChildren } from 'preact';
import { fieldId, problemOf, type FormState } from '../forms/form-state';

interface FieldFrameProps {
  readonly form: FormState;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
  readonly width?: 'code' | 'short' | 'half' | 'full';
}

interface FieldProps extends FieldFrameProps {
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'date' | 'time' | 'search' | 'file';
  readonly autocomplete?: string;
  readonly inputmode?: 'decimal' | 'numeric';
  readonly maxlength?: number;
  readonly isFocused?: boolean;
  /** For the script that adds up a payment. */
  readonly data?: Readonly<Record<`data-${string}`, string | undefined>>;
}

interface SelectProps extends FieldFrameProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function FieldFrame(props: FieldFrameProps & { readonly children: ComponentChildren }) {
  const { form, name, label, hint, isOptional = false, width = 'full', children } = props;
  const id = fieldId(name);
  const problem = problemOf(form, name);
  return (
    <div class={`field field-${width}${problem ? ' field-wrong' : ''}`}>
      <label for={id}>
        {label}
        {isOptional ? <span class="optional"> optional</span> : null}
      </label>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {problem ? (
        <p class="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      ) : null}
      {children}
    </div>
  );
}

const described = ({ form, name, hint }: FieldFrameProps): string | undefined => {
  const id = fieldId(name);
  const parts = [hint ? `${id}-hint` : '', problemOf(form, name) ? `${id}-problem` : ''].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : undefined;
};

/** A labeled input that keeps what was typed and says what is wrong with it. */
export function Field(props: FieldProps) {
  const { form, name, type = 'text', autocomplete = 'off', inputmode, maxlength, isFocused, isOptional, data } = props;
  return (
    <FieldFrame {...props}>
      <input
        id={fieldId(name)}
        name={name}
        type={type}
        value={type === 'password' || type === 'file' ? undefined : form.values[name]}
        autocomplete={autocomplete}
        inputmode={inputmode}
        maxlength={maxlength}
        autofocus={isFocused}
        aria-required={isOptional ? undefined : 'true'}
        aria-invalid={problemOf(form, name) ? 'true' : undefined}
        aria-describedby={described(props)}
        {...data}
      />
    </FieldFrame>
  );
}

/** A labeled choice of one. */
export function SelectField(props: SelectProps) {
  const { form, name, options, isOptional } = props;
  return (
    <FieldFrame {...props}>
      <select
        id={fieldId(name)}
        name={name}
        aria-required={isOptional ? undefined : 'true'}
        aria-invalid={problemOf(form, name) ? 'true' : undefined}
        aria-describedby={described(props)}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value} selected={form.values[name] === value}>
            {label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** A box to tick; what is posted for it is `on`. */
export function CheckField({ form, name, label }: Pick<FieldFrameProps, 'form' | 'name' | 'label'>) {
  return (
    <label class="check" for={fieldId(name)}>
      <input type="checkbox" id={fieldId(name)} name={name} value="on" checked={form.values[name] === 'on'} />
      <span>{label}</span>
    </label>
  );
}

/** An amount of money as people type it: `100`, `100.00`, `$1,234.50`. */
export function MoneyField(props: Omit<FieldProps, 'type' | 'inputmode'>) {
  return <Field width="short" {...props} inputmode="decimal" />;
}
