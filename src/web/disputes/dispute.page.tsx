import type { Temporal } from 'temporal-polyfill';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { EntryLines, type EntryShown } from '../payments/entry-lines';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { TextAreaField } from '../ui/field';
import { Card, EmptyState, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { StatusBadge, type ShownState } from '../ui/status-badge';
import { formatMoment } from '../ui/text';
import { Deadline, type DeadlineShown } from './disputes.page';

/** Something that happened to a dispute. */
export interface DisputeEventShown {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly what: string;
  /** What was said, word for word. */
  readonly words?: string;
  /** Negative when it left the clinic. */
  readonly amount?: Money;
}

export interface DisputeShown {
  readonly id: string;
  readonly paymentId: string;
  readonly processorId: string;
  readonly state: ShownState;
  readonly isInquiry: boolean;
  readonly isAnswerable: boolean;
  /** An answer is on its way, and not known yet to have arrived. */
  readonly isSending: boolean;
  readonly reason: string;
  readonly amount: Money;
  /** What the bank holds of it now. */
  readonly held: Money;
  readonly fees: Money;
  readonly deadline?: DeadlineShown;
  readonly events: readonly DisputeEventShown[];
  readonly entries: readonly EntryShown[];
}

export interface DisputePageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly timeZone: string;
  readonly patient?: PatientHead;
  readonly dispute: DisputeShown;
  readonly mayAnswer: boolean;
  readonly form: FormState;
}

/** One dispute: what it is about, what happened, what it did to the books, and the answer. */
export function DisputePage(props: DisputePageProps) {
  const { shell, timeZone, patient, dispute, mayAnswer, form } = props;
  const { state, reason, amount, held, fees, deadline, isInquiry, isAnswerable, paymentId } = dispute;
  return (
    <StaffPage
      shell={shell}
      at="/disputes"
      title="Dispute"
      heading={
        <>
          Dispute <StatusBadge state={state} />
        </>
      }
      back={{ href: '/disputes', label: 'Disputes' }}
      lead={
        <>
          {patient ? <PatientFacts patient={patient} isNamed /> : null}
          <p>{reason}.</p>
        </>
      }
      actions={
        <>
          <ButtonLink href={`/payments/${paymentId}`}>The payment</ButtonLink>
          <ButtonLink href={`/v1/disputes/${dispute.id}/evidence.pdf`} kind="primary">
            Evidence (PDF)
          </ButtonLink>
        </>
      }
      form={form}
    >
      {isAnswerable && deadline ? (
        <div class="notice notice-warn" role="status">
          <p>
            {isInquiry ? 'The bank asks; no money has moved. ' : 'The bank has taken the money for now. '}
            Answer until <Deadline deadline={deadline} timeZone={timeZone} />
          </p>
        </div>
      ) : null}
      <Figures
        items={[
          { label: 'Disputed', value: <Amount of={amount} /> },
          { label: 'Held by the bank', value: <Amount of={held} />, tone: held.isPositive() ? 'bad' : undefined },
          { label: 'Fees so far', value: <Amount of={fees} /> },
        ]}
      />
      <div class="columns columns-main">
        <div class="stack">
          <Card title="What happened" id="events" isFlush>
            <Events events={dispute.events} timeZone={timeZone} />
          </Card>
          <Card title="In the books" id="books" isFlush>
            {dispute.entries.length > 0 ? (
              dispute.entries.map((entry) => <EntryLines key={entry.id} entry={entry} />)
            ) : (
              <EmptyState title="No money has moved" />
            )}
          </Card>
        </div>
        {mayAnswer && isAnswerable ? <Answer {...props} /> : null}
      </div>
    </StaffPage>
  );
}

function Events({ events, timeZone }: { readonly events: readonly DisputeEventShown[]; readonly timeZone: string }) {
  return (
    <ul class="queue">
      {events.map(({ id, at, what, words, amount }) => (
        <li key={id}>
          <div class="queue-text">
            <strong>{what}</strong>
            <span class="under">{formatMoment(at, timeZone)}</span>
            {words ? <blockquote class="said">{words}</blockquote> : null}
          </div>
          {amount ? <Amount of={amount} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Answer({ shell, idempotencyKey, dispute, form }: DisputePageProps) {
  if (dispute.isSending)
    return (
      <Card title="Answer" id="answer">
        <p>An answer is on its way. Whether it arrived is asked about every few minutes; look again then.</p>
      </Card>
    );
  return (
    <Card title="Answer" id="answer">
      <form method="post" action={`/disputes/${dispute.id}/evidence`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <TextAreaField
          form={form}
          name="statement"
          label="Words for the bank"
          hint="No name, no birth date, nothing about the visit or why. Left blank: what was paid, when, with which card, for which invoice."
          rows={6}
          maxlength={2000}
          isOptional
        />
        <p class="hint">
          It is sent once and for all. The processor may charge for it, and gives that back when you win.
        </p>
        <div class="form-end-both">
          <Button kind="primary">Send it to the bank</Button>
          <ButtonLink href={`/disputes/${dispute.id}/accept`} kind="quiet">
            Give in
          </ButtonLink>
        </div>
      </form>
    </Card>
  );
}
