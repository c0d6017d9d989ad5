import type { CancellationPolicy } from '../../domain/packages/cancel-package';
import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import { FormTokens, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';
import { POLICY_WORDS } from './package-words';

export interface CancelCardProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly form: FormState;
  /** Of the package. */
  readonly id: string;
  /** What canceling now would come to; left out once it is canceled. */
  readonly preview?: {
    readonly policy: CancellationPolicy;
    readonly refund: Money;
    readonly figures: readonly { readonly policy: CancellationPolicy; readonly refund: Money; readonly kept: Money }[];
  };
  readonly cancellation?: {
    readonly on: BusinessDate;
    readonly reason: string;
    readonly kept: Money;
    readonly refunded: Money;
    readonly pending: Money;
    readonly toRefund: Money;
  };
  readonly mayCancel: boolean;
}

/** Canceling a package: both figures, the one that was signed, and what became of it. */
export function CancelCard(props: CancelCardProps) {
  const { preview, cancellation } = props;
  if (cancellation) return <Canceled {...props} cancellation={cancellation} />;
  return preview ? <Preview {...props} preview={preview} /> : null;
}

function Preview(props: CancelCardProps & { readonly preview: NonNullable<CancelCardProps['preview']> }) {
  const { shell, idempotencyKey, form, id, preview, mayCancel } = props;
  return (
    <Card title="If it is canceled now" id="cancel" isFlush>
      <DataTable
        caption="What canceling would give back"
        rows={preview.figures}
        keyOf={({ policy }) => `policy-${policy}`}
        columns={[
          {
            header: 'Policy',
            isRowHeader: true,
            cell: ({ policy }) => (
              <>
                {POLICY_WORDS[policy]}
                <span class="under">{policy === preview.policy ? 'Signed: this counts' : 'Not signed'}</span>
              </>
            ),
          },
          { header: 'Given back', isAmount: true, cell: ({ refund }) => <Amount of={refund} /> },
          { header: 'Kept', isAmount: true, cell: ({ kept }) => <Amount of={kept} isZeroQuiet /> },
        ]}
      />
      {mayCancel ? (
        <form class="card-end" method="post" action={`/packages/${id}/cancel`} novalidate data-once>
          <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
          <input type="hidden" name="refundCents" value={preview.refund.toCents().toString()} />
          <Field form={form} name="reason" label="Why it is canceled" maxlength={500} />
          <div class="form-end">
            <Button>
              Cancel it and give back <Amount of={preview.refund} />
            </Button>
          </div>
        </form>
      ) : null}
    </Card>
  );
}

function Canceled(props: CancelCardProps & { readonly cancellation: NonNullable<CancelCardProps['cancellation']> }) {
  const { shell, idempotencyKey, id, cancellation, mayCancel } = props;
  return (
    <Card title="Canceled" id="cancel">
      <DefinitionList
        items={[
          { term: 'On', value: formatDate(cancellation.on) },
          { term: 'Why', value: cancellation.reason },
          { term: 'Given back', value: <Amount of={cancellation.refunded} /> },
          { term: 'On its way', value: <Amount of={cancellation.pending} isZeroQuiet /> },
          { term: 'Kept', value: <Amount of={cancellation.kept} isZeroQuiet /> },
        ]}
      />
      {mayCancel && cancellation.toRefund.isPositive() ? (
        <form method="post" action={`/packages/${id}/cancel`} data-once>
          <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
          <input type="hidden" name="reason" value={cancellation.reason} />
          <div class="form-end">
            <Button>
              Send back <Amount of={cancellation.toRefund} />
            </Button>
          </div>
        </form>
      ) : null}
    </Card>
  );
}
