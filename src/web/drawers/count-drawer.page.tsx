import type { FormState } from '../forms/form-state';
import { Button } from '../ui/button';
import { Card } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { CountFields } from './count-fields';
import type { DrawerHead } from './drawer-shown';

export interface CountDrawerPageProps {
  readonly shell: Shell;
  readonly drawer: DrawerHead;
  readonly form: FormState;
}

/** The blind count that closes a drawer. Nothing on this page tells what it should come to. */
export function CountDrawerPage({ shell, drawer, form }: CountDrawerPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/drawers"
      title={`Count: ${drawer.name}`}
      heading={`Count ${drawer.name}`}
      lead={<p>Count every coin and note, the float too. What it should come to is told once it is closed.</p>}
      back={{ href: `/drawers/${drawer.id}`, label: drawer.name }}
      form={form}
      width="narrow"
    >
      <form method="post" action={`/drawers/${drawer.id}/close/review`} novalidate>
        <FormTokens csrf={shell.csrf} />
        <Card title="Count" id="count">
          <CountFields form={form} />
        </Card>
        <div class="form-end">
          <Button kind="primary" isLarge>
            Review
          </Button>
        </div>
      </form>
    </StaffPage>
  );
}
