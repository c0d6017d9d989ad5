import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { CountFields, OverShortReason } from './count-fields';
import type { Choice } from './drawer-desk';
import type { DrawerHead } from './drawer-shown';

export interface HandOverDrawerPageProps {
  readonly shell: Shell;
  readonly drawer: DrawerHead;
  readonly form: FormState;
  readonly idempotencyKey: string;
  readonly people: readonly Choice[];
}

/** Giving an open drawer to somebody else, counted by both. */
export function HandOverDrawerPage({ shell, drawer, form, idempotencyKey, people }: HandOverDrawerPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/drawers"
      title={`Hand over: ${drawer.name}`}
      heading={`Hand over ${drawer.name}`}
      lead={<p>Count it together. Each of you answers for your own part of the day.</p>}
      back={{ href: `/drawers/${drawer.id}`, label: drawer.name }}
      form={form}
      width="narrow"
    >
      <form method="post" action={`/drawers/${drawer.id}/handover`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="stack">
          <Card title="Count" id="count">
            <CountFields form={form} />
          </Card>
          <Card title="Who takes it over" id="who">
            <SelectField
              form={form}
              name="toStaffUserId"
              label="Takes it over"
              options={[{ value: '', label: 'Choose' }, ...people]}
            />
          </Card>
          <OverShortReason form={form} />
          <div class="form-end">
            <Button kind="primary" isLarge>
              Hand over
            </Button>
          </div>
        </div>
      </form>
    </StaffPage>
  );
}
