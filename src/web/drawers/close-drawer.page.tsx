import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import type { FormValues } from '../http/posted-form';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Field, MoneyField } from '../ui/field';
import { Card } from '../ui/layout';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { OverShortReason } from './count-fields';
import type { DrawerHead } from './drawer-shown';

export interface CloseDrawerPageProps {
  readonly shell: Shell;
  readonly drawer: DrawerHead;
  readonly form: FormState;
  readonly idempotencyKey: string;
  readonly counted: Money;
  /** The count as it was typed, to send along unseen. */
  readonly posted: FormValues;
}

/** What was counted and where it goes, before the drawer is closed by it. */
export function CloseDrawerPage({ shell, drawer, form, idempotencyKey, counted, posted }: CloseDrawerPageProps) {
  const base = `/drawers/${drawer.id}/close`;
  return (
    <StaffPage
      shell={shell}
      at="/drawers"
      title={`Close: ${drawer.name}`}
      heading={`Close ${drawer.name}`}
      back={{ href: base, label: 'Count again' }}
      form={form}
      width="narrow"
    >
      <form method="post" action={base} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        {Object.entries(posted).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="stack">
          <Card title="Where it goes" id="split">
            <div data-splitting={String(counted.toJSON())}>
              <dl class="sums">
                <div class="sums-total">
                  <dt>Counted</dt>
                  <dd>
                    <Amount of={counted} />
                  </dd>
                </div>
              </dl>
              <MoneyField
                form={form}
                name="deposit"
                label="To the bank"
                hint="What is more than the float it was opened with. Change it if less, or more, goes. The rest stays for the next session."
                data={{ 'data-deposit': '' }}
              />
              <Field
                form={form}
                name="depositReference"
                label="Number on the slip"
                hint="The bank’s statement is matched by it."
                width="half"
                maxlength={100}
                isOptional
              />
              <dl class="sums script-only">
                <div>
                  <dt>Stays in the drawer</dt>
                  <dd class="money" data-sum="rest" aria-live="polite" />
                </div>
              </dl>
            </div>
          </Card>
          <OverShortReason form={form} />
          <div class="form-end form-end-both">
            <Button kind="primary" isLarge>
              Close the drawer
            </Button>
            <Button formaction={`${base}/edit`}>Edit the count</Button>
          </div>
        </div>
      </form>
    </StaffPage>
  );
}
