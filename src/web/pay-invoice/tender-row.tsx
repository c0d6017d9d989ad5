import type { FormState } from '../forms/form-state';
import { CardTags } from '../cards/cards-on-file';
import { Field, MoneyField } from '../ui/field';
import {
  amountField,
  referenceField,
  TENDER_NAMES,
  TENDER_WORDS,
  TENDERED_FIELD,
  type TenderChoice,
  tenderKey,
} from './tenders';

interface TenderRowProps {
  readonly tender: TenderChoice;
  /** The key that puts the rest on it; left out where there is no rest. */
  readonly number?: number;
  readonly form: FormState;
}

/** One way of paying: its amount and what must be written down with it. */
export function TenderRow({ tender, number, form }: TenderRowProps) {
  const { type, limit, card } = tender;
  const key = tenderKey(tender);
  const id = `tender-${key.replace('.', '-')}`;
  const { hint, reference } = TENDER_WORDS[type];
  return (
    <div class="tender" role="group" aria-labelledby={id} data-tender={key} data-limit={limit?.toJSON()}>
      <div class="tender-text">
        <h3 id={id}>
          {number && number <= LAST_KEY ? (
            <kbd class="key-hint" aria-hidden="true">
              {number}
            </kbd>
          ) : null}
          {card ? card.name : TENDER_NAMES[type]}
        </h3>
        {card ? <CardTags card={card} /> : null}
        <p class="hint">
          {limit ? <strong>{`Up to ${limit.format()}. `}</strong> : null}
          {hint}
        </p>
      </div>
      <MoneyField
        form={form}
        name={amountField(key)}
        label="Amount"
        data={{ 'data-amount': key, 'data-number': number?.toString() }}
      />
      {type === 'cash' ? (
        <MoneyField form={form} name={TENDERED_FIELD} label="Handed over" isOptional data={{ 'data-tendered': '' }} />
      ) : null}
      {type !== 'card_on_file' && reference ? (
        <Field form={form} name={referenceField(type)} label={reference} width="half" maxlength={80} />
      ) : null}
    </div>
  );
}

/** There is one key for each of the first nine. */
const LAST_KEY = 9;
