import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { StateTag } from '../claims/claims-frame';
import type { StateWords } from '../claims/claim-words';
import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { Card, type Definition, DefinitionList, EmptyState, Figures } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { BalanceChecks, DecidedClaims, type DecidedClaimShown, type ProviderAdjustmentShown } from './remittance-parts';
import { BankDeposit } from './bank-deposit';

export interface RemittancePageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly id: string;
  readonly traceNumber: string;
  readonly state: StateWords;
  /** Why nothing was booked, and the segment of the file it names. */
  readonly suspense?: { readonly what: string; readonly where: string };
  /** It had been taken in before. */
  readonly isRepeat: boolean;
  readonly payment: Money;
  readonly claimsPaid: Money;
  readonly facts: readonly Definition[];
  readonly claims: readonly DecidedClaimShown[];
  readonly adjustments: readonly ProviderAdjustmentShown[];
  readonly warnings: readonly string[];
  /** When the bank had it. */
  readonly arrivedOn?: BusinessDate;
  readonly mayMatch: boolean;
  readonly mayTakeBack: boolean;
  /** The form of the bank's deposit. */
  readonly form: FormState;
}

/** One payment advice: whether it adds up, what it decided of each claim, and whether its money has arrived. */
export function RemittancePage(props: RemittancePageProps) {
  const { shell, id, traceNumber, state, suspense, payment, claims, facts, mayTakeBack, form } = props;
  const unmatched = claims.filter(({ why }) => why !== undefined).length;
  return (
    <StaffPage
      shell={shell}
      at="/claims"
      title={`Remittance ${traceNumber}`}
      heading={
        <>
          Remittance {traceNumber} <StateTag of={state} />
        </>
      }
      back={{ href: '/remittances', label: 'Remittances' }}
      actions={
        mayTakeBack ? (
          <ButtonLink href={`/remittances/${id}/take-back`} kind="quiet">
            Take it back
          </ButtonLink>
        ) : null
      }
      form={form}
    >
      <Notices {...props} />
      <Figures
        items={[
          { label: 'Payment', value: <Amount of={payment} />, tone: suspense ? 'bad' : 'good' },
          ...(suspense
            ? []
            : [
                {
                  label: 'Claims',
                  value: String(claims.length),
                  note: unmatched > 0 ? `${unmatched} not matched` : undefined,
                },
              ]),
        ]}
      />
      <div class="columns columns-main">
        <div class="stack">
          <Card title="Claims" id="claims" isFlush>
            {claims.length > 0 ? (
              <DecidedClaims claims={claims} />
            ) : (
              <EmptyState title="Nothing of it was laid on claims" />
            )}
          </Card>
          {suspense ? null : <BalanceChecks {...props} />}
        </div>
        <div class="stack">
          <Card title="About it" id="about">
            <DefinitionList items={facts} />
          </Card>
          {suspense ? null : <BankDeposit {...props} />}
        </div>
      </div>
    </StaffPage>
  );
}

/** What to know before the figures are read. */
function Notices({ isRepeat, suspense, claims, warnings }: RemittancePageProps) {
  return (
    <>
      {isRepeat ? <Notice words="This file was taken in before: nothing was booked again." /> : null}
      {suspense ? (
        <div class="notice notice-bad" role="status">
          <p>
            <strong>Nothing of it was booked.</strong> {suspense.what}
          </p>
          <p>{suspense.where}</p>
        </div>
      ) : null}
      {claims.some(({ why }) => why !== undefined) ? (
        <Notice words="A claim of it is not known here. Its money waits on an account of its own until somebody finds whose it is." />
      ) : null}
      {warnings.map((words) => (
        <Notice key={words} words={words} />
      ))}
    </>
  );
}

const Notice = ({ words }: { readonly words: string }) => (
  <div class="notice notice-warn" role="status">
    <p>{words}</p>
  </div>
);
