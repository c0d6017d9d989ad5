import { Button } from '../ui/button';
import { FormTokens } from '../ui/staff-page';

/** What is asked of a report that is made in the background. */
export interface BackgroundExport {
  readonly idempotencyKey: string;
  /** The report and its query, as the form sends them. */
  readonly values: Readonly<Record<string, string>>;
}

/** For a report that is longer than its page: its file, made while one goes on. */
export function BackgroundForm({ csrf, of }: { readonly csrf: string; readonly of: BackgroundExport }) {
  return (
    <form method="post" action="/exports" class="more" data-once>
      <FormTokens csrf={csrf} idempotencyKey={of.idempotencyKey} />
      {Object.entries(of.values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button name="format" value="csv">
        CSV in the background
      </Button>{' '}
      <Button name="format" value="xlsx">
        Excel in the background
      </Button>
    </form>
  );
}
