import { Card } from '../ui/layout';
import { Tag } from '../ui/status-badge';

/** Something that waits for the desk. */
export interface WaitingRow {
  readonly href: string;
  readonly what: string;
  readonly note?: string;
  /** How many, where the link leads to all of them. */
  readonly count?: number;
  /** Late already. */
  readonly isLate?: boolean;
}

/** What waits beyond the visits of the day, each with where it is done; nothing while nothing does. */
export function WaitingCard({ rows }: { readonly rows: readonly WaitingRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Card title="Waiting" id="waiting" isFlush>
      <ul class="queue">
        {rows.map(({ href, what, note, count, isLate }) => (
          <li key={href}>
            <div class="queue-text">
              <a href={href}>{what}</a>
              {note ? <span class="under">{note}</span> : null}
            </div>
            {isLate ? <Tag tone="bad">Late</Tag> : null}
            {count === undefined ? null : <span class="count">{count}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
