import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Card } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { CountFields, OverShortReason } from './count-fields';
import type { OutsideCash } from './drawer-desk';
import type { DrawerHead } from './drawer-shown';
import { outsideLabel } from './drawer.page';

export interface OpenDrawerPageProps {
  readonly shell: Shell;
  readonly drawer: DrawerHead;
  readonly form: FormState;
  readonly idempotencyKey: string;
  readonly outside: readonly OutsideCash[];
}

export const outsideField = (entryId: string): string => `outside.${entryId}`;

/** Opening a drawer with its float, counted. */
export function OpenDrawerPage({ shell, drawer, form, idempotencyKey, outside }: OpenDrawerPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/drawers"
      title={`Open: ${drawer.name}`}
      heading={`Open ${drawer.name}`}
      lead={<p>Count what is in it now. From here on the cash you take is in it.</p>}
      back={{ href: `/drawers/${drawer.id}`, label: drawer.name }}
      form={form}
      width="narrow"
    >
      <form method="post" action={`/drawers/${drawer.id}/open`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="stack">
          <Card title="Float" id="float">
            <CountFields form={form} sumLabel="Float" />
          </Card>
          {outside.length > 0 ? (
            <Card title="Cash taken while no drawer was open" id="outside">
              <p class="hint">Tick what lies in this drawer now and is in your count.</p>
              {outside.map((entry) => (
                <label key={entry.entryId} class="check">
                  <input
                    type="checkbox"
                    name={outsideField(entry.entryId)}
                    checked={form.values[outsideField(entry.entryId)] === 'on'}
                  />
                  <span>{outsideLabel(entry)}</span>
                </label>
              ))}
            </Card>
          ) : null}
          <OverShortReason form={form} />
          <div class="form-end">
            <Button kind="primary" isLarge>
              Open the drawer
            </Button>
          </div>
        </div>
      </form>
    </StaffPage>
  );
}
