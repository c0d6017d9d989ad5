import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field } from '../ui/field';
import { Card, EmptyState } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { formatDate } from '../ui/text';

/** Money held for a patient that nobody has claimed. */
export interface UnclaimedShown {
  readonly paymentId: string;
  /** Left out for those who see money and not people. */
  readonly patient?: PatientHead;
  readonly amount: Money;
  readonly lastMovedOn: BusinessDate;
  readonly months: number;
  /** What says so many months. */
  readonly rule: string;
  readonly letterSentOn?: BusinessDate;
  /** The day the owner's time to answer is over. */
  readonly movableFrom?: BusinessDate;
  readonly isMovable: boolean;
  /** Where a second person decides, while it waits. */
  readonly approvalHref?: string;
}

export interface UnclaimedPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly months: number;
  readonly credits: readonly UnclaimedShown[];
  readonly nextHref?: string;
  readonly mayWork: boolean;
  readonly form: FormState;
}

/** The field that says when a letter was sent, of one payment. */
export const sentOnField = (paymentId: string): string => `sentOn.${paymentId}`;

/** Credits that lie so long that the state keeps them for their owners, each on its way there. */
export function UnclaimedPage(props: UnclaimedPageProps) {
  const { shell, months, credits, nextHref, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/reconciliation"
      title="Unclaimed credits"
      back={{ href: '/reconciliation', label: 'Reconcile' }}
      lead={
        <p>
          {`Credits and prepayments nobody has touched for as long as the law of the owner’s state lets them lie; where that is not on file, for ${months} months. Write to the patient; if they do not answer within 60 days, the money goes to the state, which keeps it for them. It is never the clinic’s income.`}
        </p>
      }
      form={form}
    >
      <Card title="Unclaimed" id="unclaimed" isFlush>
        {credits.length > 0 ? <Credits {...props} /> : <EmptyState title="Nothing lies that long" />}
      </Card>
      {nextHref ? (
        <p class="more">
          <a href={nextHref}>More</a>
        </p>
      ) : null}
    </StaffPage>
  );
}

function Credits(props: UnclaimedPageProps) {
  return (
    <DataTable
      caption="Unclaimed credits"
      rows={props.credits}
      keyOf={({ paymentId }) => `credit-${paymentId}`}
      columns={[
        {
          header: 'Whose',
          isRowHeader: true,
          cell: ({ paymentId, patient, lastMovedOn, months, rule }) => (
            <>
              <a class="row-link" href={`/payments/${paymentId}`}>
                {patient?.name ?? 'The payment'}
              </a>
              <span class="under">{`Untouched since ${formatDate(lastMovedOn)}`}</span>
              <span class="under">{`Unclaimed after ${months} months: ${rule}`}</span>
            </>
          ),
        },
        { header: 'Amount', isAmount: true, cell: ({ amount }) => <Amount of={amount} /> },
        { header: 'Letter', cell: (credit) => <Letter credit={credit} /> },
        { header: 'Actions', isHeaderHidden: true, cell: (credit) => <Actions {...props} credit={credit} /> },
      ]}
    />
  );
}

function Letter({ credit: { letterSentOn, movableFrom, isMovable } }: { readonly credit: UnclaimedShown }) {
  if (!letterSentOn) return <span class="quiet">none yet</span>;
  if (!movableFrom) return <span class="quiet">{`${formatDate(letterSentOn)}, before it last moved`}</span>;
  return (
    <>
      {formatDate(letterSentOn)}
      <span class="under">
        {isMovable ? 'Not answered in time' : `They have until ${formatDate(movableFrom)} to answer`}
      </span>
    </>
  );
}

function Actions({ shell, idempotencyKey, mayWork, form, credit }: UnclaimedPageProps & { credit: UnclaimedShown }) {
  const { paymentId, approvalHref, isMovable, patient } = credit;
  if (approvalHref) return <a href={approvalHref}>Waits for a second person</a>;
  if (!mayWork) return null;
  if (isMovable)
    return (
      <form method="post" action={`/unclaimed/${paymentId}/move`} data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <Button>
          Ask to move it<span class="visually-hidden">{`: ${patient?.name ?? 'this credit'}`}</span>
        </Button>
      </form>
    );
  return (
    <form method="post" action={`/unclaimed/${paymentId}/letter`} class="row-form" novalidate>
      <FormTokens csrf={shell.csrf} />
      <Field form={form} name={sentOnField(paymentId)} label="Letter sent on" type="date" width="half" />
      <Button kind="quiet">
        Record<span class="visually-hidden">{`: ${patient?.name ?? 'this credit'}`}</span>
      </Button>
    </form>
  );
}
