import { Card, EmptyState } from '../ui/layout';
import { Tag } from '../ui/status-badge';

/** Something a claim needs before it is sent. */
export interface GateShown {
  readonly name: string;
  readonly isMet: boolean;
  readonly isBlocking: boolean;
  /** What to do while it is not met. */
  readonly detail: string;
  readonly href?: string;
}

/** Something a check found. */
export interface FindingShown {
  readonly message: string;
  readonly source: string;
  readonly isError: boolean;
}

/** What a check found just now. */
export function Findings({ findings }: { readonly findings: readonly FindingShown[] }) {
  return (
    <Card title="What the check found" id="findings" isFlush={findings.length > 0}>
      {findings.length > 0 ? (
        <ul class="queue">
          {findings.map(({ message, source, isError }) => (
            <li key={message}>
              <div class="queue-text">
                <span>{message}</span>
                <span class="under">{source}</span>
              </div>
              <Tag tone={isError ? 'bad' : 'warn'}>{isError ? 'To mend' : 'To look at'}</Tag>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="Nothing is wrong with it" />
      )}
    </Card>
  );
}

/** What a claim waits for, each with the way to where it is mended. */
export function Gates({ gates }: { readonly gates: readonly GateShown[] }) {
  const waiting = gates.filter(({ isMet, isBlocking }) => !isMet && isBlocking).length;
  return (
    <Card
      title="Before it is sent"
      id="gates"
      isFlush
      aside={waiting > 0 ? <Tag tone="warn">{`${waiting} missing`}</Tag> : <Tag tone="good">Complete</Tag>}
    >
      <ul class="queue">
        {gates.map(({ name, isMet, isBlocking, detail, href }) => (
          <li key={name}>
            <div class="queue-text">
              {!isMet && href ? <a href={href}>{name}</a> : <span>{name}</span>}
              {isMet ? null : <span class="under">{detail}</span>}
            </div>
            <Tag tone={isMet ? 'good' : isBlocking ? 'bad' : 'warn'}>
              {isMet ? 'There' : isBlocking ? 'Missing' : 'Missing, does not hold it up'}
            </Tag>
          </li>
        ))}
      </ul>
    </Card>
  );
}
