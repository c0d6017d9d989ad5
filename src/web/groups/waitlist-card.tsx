import { Button, ButtonLink } from '../ui/button';
import { Card, EmptyState } from '../ui/layout';
import { FormTokens, type Shell } from '../ui/staff-page';
import type { WaitingShown } from './till-shown';

interface WaitlistCardProps {
  readonly shell: Shell;
  readonly id: string;
  readonly hasBegun: boolean;
  readonly waiting: readonly WaitingShown[];
}

/** Who waits for a seat, the longest first. */
export function WaitlistCard({ shell, id, hasBegun, waiting }: WaitlistCardProps) {
  return (
    <Card title="Waitlist" id="waitlist" isFlush>
      {waiting.length > 0 ? (
        <ol class="queue">
          {waiting.map(({ entryId, patient }) => (
            <li key={entryId}>
              <span class="queue-text">
                <a href={`/patients/${patient.id}`}>{patient.name}</a>
              </span>
              <form method="post" action={`/groups/${id}/waitlist/${entryId}/leave`}>
                <FormTokens csrf={shell.csrf} />
                <Button kind="quiet">
                  Take off<span class="visually-hidden">{` the waitlist: ${patient.name}`}</span>
                </Button>
              </form>
            </li>
          ))}
        </ol>
      ) : (
        <EmptyState title="Nobody waits">
          {hasBegun ? undefined : 'Once every seat is taken, patients can wait here for one that is given up.'}
        </EmptyState>
      )}
      {waiting.length > 0 && !hasBegun ? (
        <div class="card-end">
          <ButtonLink href={`/groups/${id}/book`}>Add somebody</ButtonLink>
        </div>
      ) : null}
    </Card>
  );
}
