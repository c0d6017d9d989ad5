import type { Temporal } from 'temporal-polyfill';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { Field } from '../ui/field';
import { Card, DefinitionList, type Definition } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatMoment } from '../ui/text';

export interface TaskPageProps {
  readonly shell: Shell;
  readonly timeZone: string;
  readonly id: string;
  readonly title: string;
  readonly advice: string;
  readonly amount?: Money;
  readonly raisedAt: Temporal.Instant;
  readonly dueAt?: Temporal.Instant;
  readonly owner?: string;
  readonly facts: readonly { readonly term: string; readonly value: string }[];
  readonly subjectHref?: string;
  /** What was done, and when; left out while it is open. */
  readonly done?: { readonly what: string; readonly at: Temporal.Instant };
  readonly form: FormState;
}

/** One task: what it is about, what to do about it, and what was done. */
export function TaskPage(props: TaskPageProps) {
  const { shell, id, title, advice, subjectHref, done, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/tasks"
      title={title}
      back={{ href: '/tasks', label: 'To do' }}
      lead={<p>{advice}</p>}
      actions={subjectHref ? <ButtonLink href={subjectHref}>Look at it</ButtonLink> : null}
      form={form}
      width="narrow"
    >
      <div class="stack">
        <Card title="What is known" id="facts">
          <DefinitionList items={definitions(props)} />
        </Card>
        {done ? null : (
          <Card title="Done?" id="done">
            <form method="post" action={`/tasks/${id}/close`} novalidate>
              <FormTokens csrf={shell.csrf} />
              <Field
                form={form}
                name="resolution"
                label="What was done"
                hint="No names: who keeps the books reads it too."
                maxlength={500}
              />
              <div class="form-end">
                <Button kind="primary">Close the task</Button>
              </div>
            </form>
          </Card>
        )}
      </div>
    </StaffPage>
  );
}

function definitions({ amount, raisedAt, dueAt, owner, facts, done, timeZone }: TaskPageProps): Definition[] {
  return [
    ...(amount ? [{ term: 'Amount', value: <Amount of={amount} /> }] : []),
    { term: 'Open since', value: formatMoment(raisedAt, timeZone) },
    ...(dueAt ? [{ term: 'Until', value: formatMoment(dueAt, timeZone) }] : []),
    { term: 'Who', value: owner ?? 'nobody yet' },
    ...facts,
    ...(done ? [{ term: 'Closed', value: `${formatMoment(done.at, timeZone)}: ${done.what}` }] : []),
  ];
}
