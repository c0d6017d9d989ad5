import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { EMPTY_FORM } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { SelectField } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { FormTokens, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';

/** A saved card that may be chosen. */
export interface CardChoice {
  readonly id: string;
  readonly words: string;
}

/** Whether a plan is paid by itself. */
export interface AutopayShown {
  readonly status: 'off' | 'on' | 'needs_consent';
  /** What was agreed to last, while it stands. */
  readonly agreed?: { readonly card: string; readonly on: BusinessDate; readonly text: string };
  /** What is charged next, unless something speaks against it by then. */
  readonly next?: { readonly on: BusinessDate; readonly amount: Money };
  /** What the patient may choose from; none for who may not, or while there is nothing to agree to. */
  readonly cards: readonly CardChoice[];
  /** Why it cannot be agreed to now. */
  readonly because?: string;
}

export interface AutopayCardProps {
  readonly shell: Shell;
  readonly id: string;
  readonly autopay: AutopayShown;
  readonly mayWork: boolean;
}

const STATES = {
  on: ['On', 'good'],
  off: ['Off', 'neutral'],
  needs_consent: ['To be agreed anew', 'warn'],
} as const;

/** Automatic payments of a plan: what was agreed, what is charged next, and how it is stopped. */
export function AutopayCard({ shell, id, autopay, mayWork }: AutopayCardProps) {
  const { status, agreed, next, cards, because } = autopay;
  const [words, tone] = STATES[status];
  return (
    <Card title="Automatic payments" id="autopay" aside={<Tag tone={tone}>{words}</Tag>}>
      {agreed ? (
        <>
          <DefinitionList
            items={[
              { term: 'Card', value: agreed.card },
              { term: 'Agreed', value: formatDate(agreed.on) },
              ...(next ? [{ term: 'Next charge', value: <NextCharge on={next.on} amount={next.amount} /> }] : []),
            ]}
          />
          <details>
            <summary>What was agreed to</summary>
            <p>{agreed.text}</p>
          </details>
        </>
      ) : null}
      {status === 'needs_consent' ? (
        <p>The dates or amounts are others than those agreed to. Nothing is charged.</p>
      ) : null}
      {because && status !== 'on' ? <p class="hint">{because}</p> : null}
      {mayWork && agreed ? (
        <form method="post" action={`/plans/${id}/autopay/stop`}>
          <FormTokens csrf={shell.csrf} />
          <div class="form-end">
            <Button>Stop automatic payments</Button>
          </div>
        </form>
      ) : null}
      {mayWork && cards.length > 0 && status !== 'on' ? <ChooseCard id={id} cards={cards} /> : null}
    </Card>
  );
}

function NextCharge({ on, amount }: { readonly on: BusinessDate; readonly amount: Money }) {
  return (
    <>
      <Amount of={amount} /> on {formatDate(on)}
    </>
  );
}

function ChooseCard({ id, cards }: { readonly id: string; readonly cards: readonly CardChoice[] }) {
  return (
    <form method="get" action={`/plans/${id}/autopay`}>
      <div class="fields">
        <SelectField
          form={EMPTY_FORM}
          name="card"
          label="Card"
          options={cards.map((card) => ({ value: card.id, label: card.words }))}
        />
      </div>
      <p class="hint">Only where the patient wants it. The next page shows the words they agree to.</p>
      <div class="form-end">
        <Button>Show what is agreed to</Button>
      </div>
    </form>
  );
}
