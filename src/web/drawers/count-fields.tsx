import { type FormState, problemOf } from '../forms/form-state';
import { Field } from '../ui/field';
import { COINS_AND_NOTES, countField } from './count-form';

/** One field for each coin and note; a script adds them up, the server decides. */
export function CountFields({ form, sumLabel = 'Counted' }: { readonly form: FormState; readonly sumLabel?: string }) {
  return (
    <div data-counting>
      <p class="hint">How many of each. Leave blank what there is none of.</p>
      <div class="fields fields-all-optional">
        {COINS_AND_NOTES.map(({ cents, name }, index) => (
          <Field
            key={cents}
            form={form}
            name={countField(cents)}
            label={name}
            inputmode="numeric"
            width="code"
            maxlength={4}
            isOptional
            isFocused={index === 0 && form.problems.length === 0 && form.detail === undefined}
            data={{ 'data-worth': String(cents) }}
          />
        ))}
      </div>
      <dl class="sums script-only">
        <div class="sums-total">
          <dt>{sumLabel}</dt>
          <dd class="money" data-sum="counted" aria-live="polite" />
        </div>
      </dl>
    </div>
  );
}

/** Why the count is not what it should be: asked for only once it is known to differ, and never by how much. */
export function OverShortReason({ form }: { readonly form: FormState }) {
  const isAsked = problemOf(form, REASON) !== undefined || (form.values[REASON] ?? '') !== '';
  if (!isAsked) return null;
  return (
    <Field
      form={form}
      name={REASON}
      label="Why the count differs"
      hint="Count again first: how much it should be is told once the reason is written down."
      maxlength={500}
    />
  );
}

const REASON = 'overShortReason';
