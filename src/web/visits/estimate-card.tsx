import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Field } from '../ui/field';
import { Card } from '../ui/layout';

/** The reason a visit is billed beyond the estimate. */
export const OVERRIDE_FIELD = 'estimateOverride';

/** How the bill stands against the patient's Good Faith Estimate, with this visit. */
export interface EstimateBar {
  readonly id: string;
  readonly number: string;
  readonly expected: Money;
  readonly billedWithThis: Money;
  readonly excess: Money;
  readonly level: 'within' | 'alarm' | 'stop';
}

interface EstimateCardProps {
  readonly bar: EstimateBar;
  readonly form: FormState;
  readonly mayOverride: boolean;
}

/** Billed so far with this visit against the estimate: a warning from $300.00 above, a stop from $400.00. */
export function EstimateCard({ bar, form, mayOverride }: EstimateCardProps) {
  const { id, number, expected, billedWithThis, excess, level } = bar;
  return (
    <Card title="Good Faith Estimate" id="estimate" aside={<a href={`/estimates/${id}`}>{number}</a>}>
      <dl class="sums">
        <div>
          <dt>Expected</dt>
          <dd>
            <Amount of={expected} />
          </dd>
        </div>
        <div class="sums-total">
          <dt>Billed with this visit</dt>
          <dd>
            <Amount of={billedWithThis} />
          </dd>
        </div>
      </dl>
      {level === 'within' ? null : (
        <div class={`notice notice-${level === 'stop' ? 'bad' : 'warn'}`} role="status">
          <p>
            {level === 'stop'
              ? `${excess.format()} above the estimate: the patient could dispute the bill. Issue a new estimate before more care${mayOverride ? ', or say why it is billed.' : ', or ask a biller to charge it.'}`
              : `${excess.format()} above the estimate. From $400.00 on the patient could dispute the bill.`}
          </p>
        </div>
      )}
      {level === 'stop' && mayOverride ? (
        <Field form={form} name={OVERRIDE_FIELD} label="Why it is billed all the same" maxlength={500} />
      ) : null}
    </Card>
  );
}
