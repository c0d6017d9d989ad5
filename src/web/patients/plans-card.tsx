import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { Card } from '../ui/layout';
import { Tag, type Tone } from '../ui/status-badge';

/** A payment plan in a line. */
export interface PlanFacts {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly tone: Tone;
  readonly left: Money;
  /** What comes next, or how it ended. */
  readonly note: string;
}

/** The plans of a patient: how each stands and what comes next. */
export function PlansCard({ plans }: { readonly plans: readonly PlanFacts[] }) {
  return (
    <Card title="Payment plans" id="plans" isFlush>
      <ul class="queue">
        {plans.map(({ id, number, state, tone, left, note }) => (
          <li key={id}>
            <div class="queue-text">
              <a href={`/plans/${id}`}>{`Payment plan ${number}`}</a>
              <span class="under">{note}</span>
            </div>
            <Tag tone={tone}>{state}</Tag>
            <Amount of={left} isZeroQuiet />
          </li>
        ))}
      </ul>
    </Card>
  );
}
