import type { FormState } from '../forms/form-state';
import { Field, MoneyField } from '../ui/field';
import { TENDER_NAMES, TENDER_WORDS, TENDERED_FIELD, amountField, referenceField, type TenderChoice } from './tenders';

interface TenderRowProps {
  readonly tender: TenderChoice;
  /** The key that puts the rest on it; left out where there is no rest. */
  readonly number?: number;
  readonly form: FormState;
}

/** One way of paying: its amount and what must be written down with it. */
export function TenderRow({ tender, number, form }: TenderRowProps) {
  const { type, limit } = tender;
  const { hint, reference } = TENDER_WORDS[type];
  return (
    <div class="tender" role="group" aria-labelledby={`tender-${type}`} data-tender={type} data-limit={limit?.toJSON()}>
      <div class="tender-text">
        <h3 id={`tender-${type}`}>
          {number ? (
            <kbd class="key-hint" aria-hidden="true">
              {number}
            </kbd>
          ) : null}
          {TENDER_NAMES[type]}
        </h3>
        <p class="hint">
          {limit ? <strong>{`Up to ${limit.format()}. `}</strong> : null}
          {hint}
        </p>
      </div>
      <MoneyField
        form={form}
        name={amountField(type)}
        label="Amount"
        data={{ 'data-amount': type, 'data-number': number?.toString() }}
      />
      {type === 'cash' ? (
        <MoneyField form={form} name={TENDERED_FIELD} label="Handed over" isOptional data={{ 'data-tendered': '' }} />
      ) : null}
      {reference ? (
        <Field form={form} name={referenceField(type)} label={reference} width="half" maxlength={80} />
      ) : null}
    </div>
  );
}
