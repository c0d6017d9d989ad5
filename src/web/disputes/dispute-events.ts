import { Temporal } from 'temporal-polyfill';
import { Money } from '../../kernel/money';
import type { DisputeAnswerView, DisputeMovementView, DisputeView } from '../../modules/payments/dispute.view';
import { stateWords } from '../ui/status-badge';
import { disputeState } from './dispute-words';
import type { DisputeEventShown } from './dispute.page';

/** What happened to a dispute, from its opening on. */
export function eventsOf(dispute: DisputeView): DisputeEventShown[] {
  const { openedAt, closedAt, isInquiry, status, movements, answers } = dispute;
  const opened = { id: 'opened', at: Temporal.Instant.from(openedAt), what: openedAs(isInquiry) };
  const closed = closedAt && {
    id: 'closed',
    at: Temporal.Instant.from(closedAt),
    what: `It is over: ${stateWords(disputeState(status)).toLowerCase()}`,
  };
  return [opened, ...movements.flatMap(movementEvents), ...answers.map(answerEvent), ...(closed ? [closed] : [])].sort(
    (a, b) => Temporal.Instant.compare(a.at, b.at),
  );
}

const openedAs = (isInquiry: boolean): string =>
  isInquiry ? 'The bank asked about the payment' : 'The bank disputed the payment';

function movementEvents(movement: DisputeMovementView): DisputeEventShown[] {
  const { balanceTransactionId: id, amountCents, feeCents, occurredAt } = movement;
  const at = Temporal.Instant.from(occurredAt);
  const [amount, fee] = [Money.cents(amountCents), Money.cents(-feeCents)];
  return [
    ...(amount.isZero()
      ? []
      : [{ id, at, amount, what: amount.isNegative() ? 'The bank took the money' : 'The bank gave the money back' }]),
    ...(fee.isZero()
      ? []
      : [{ id: `${id}-fee`, at, amount: fee, what: fee.isNegative() ? 'The processor’s fee' : 'The fee came back' }]),
  ];
}

const ANSWERS: Readonly<Record<DisputeAnswerView['status'], string>> = {
  sending: 'being sent',
  sent: 'sent',
  failed: 'did not arrive',
};

const answerEvent = ({ id, kind, status, statement, submitted, answeredAt }: DisputeAnswerView): DisputeEventShown => ({
  id,
  at: Temporal.Instant.from(answeredAt),
  what:
    kind === 'accept'
      ? `We gave in (${ANSWERS[status]})`
      : submitted
        ? `We answered (${ANSWERS[status]})`
        : `We kept evidence at the processor (${ANSWERS[status]})`,
  words: statement ?? undefined,
});
