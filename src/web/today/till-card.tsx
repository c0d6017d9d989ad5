import { Card } from '../ui/layout';
import { Tag } from '../ui/status-badge';

/** A drawer, or the day at a location. */
export interface TillRow {
  readonly href: string;
  readonly what: string;
  readonly note?: string;
  readonly state: string;
  readonly isGood: boolean;
}

/** Whether the drawers are open and the day is closed. */
export function TillCard({ rows }: { readonly rows: readonly TillRow[] }) {
  if (rows.length === 0) return null;
  return (
    <Card title="Drawer and day" id="till" isFlush>
      <ul class="queue">
        {rows.map(({ href, what, note, state, isGood }) => (
          <li key={href}>
            <div class="queue-text">
              <a href={href}>{what}</a>
              {note ? <span class="under">{note}</span> : null}
            </div>
            <Tag tone={isGood ? 'good' : 'neutral'}>{state}</Tag>
          </li>
        ))}
      </ul>
    </Card>
  );
}
