import { Money } from '../../kernel/money';
import { StateTag } from '../claims/claims-frame';
import type { StateWords } from '../claims/claim-words';
import { Amount } from '../ui/amount';
import { type Column, DataTable } from '../ui/data-table';
import { Card } from '../ui/layout';
import { Tag } from '../ui/status-badge';

/** A claim as the payer decided it. */
export interface DecidedClaimShown {
  readonly key: string;
  readonly controlNumber: string;
  readonly href?: string;
  readonly outcome: StateWords;
  /** Why it could not be laid on one of ours. */
  readonly why?: string;
  readonly reasons: readonly string[];
  readonly billed: Money;
  readonly paid: Money;
  readonly takenOff: Money;
  readonly patient: Money;
  /** Billed less everything taken off is what was paid. */
  readonly isBalanced: boolean;
  /** Where a person lays it on a claim, or takes it off one; left out for whoever may not. */
  readonly place?: { readonly href: string; readonly label: string };
}

/** Money moved beside the claims. Above zero it lowers the payment. */
export interface ProviderAdjustmentShown {
  readonly key: string;
  readonly words: string;
  readonly reference: string;
  readonly amount: Money;
}

const PLACING: Column<DecidedClaimShown> = {
  header: 'Actions',
  isHeaderHidden: true,
  cell: ({ place, controlNumber }) =>
    place ? (
      <a href={place.href}>
        {place.label}
        <span class="visually-hidden">: {controlNumber}</span>
      </a>
    ) : null,
};

/** What the payer decided of each claim. */
export function DecidedClaims({ claims }: { readonly claims: readonly DecidedClaimShown[] }) {
  const sum = (of: (claim: DecidedClaimShown) => Money) => <Amount of={Money.sum(claims.map(of))} isZeroQuiet />;
  return (
    <DataTable
      caption="Claims of this remittance"
      rows={claims}
      keyOf={(claim) => `claim-${claim.key}`}
      totals={[
        'Total',
        '',
        sum((one) => one.billed),
        sum((one) => one.takenOff),
        sum((one) => one.patient),
        sum((one) => one.paid),
      ]}
      columns={[
        {
          header: 'Claim',
          isRowHeader: true,
          cell: ({ controlNumber, href, why, reasons }) => (
            <>
              {href ? (
                <a class="row-link" href={href}>
                  {controlNumber}
                </a>
              ) : (
                controlNumber
              )}
              {why ? <span class="under">{why}</span> : null}
              {reasons.map((reason) => (
                <span key={reason} class="under">
                  {reason}
                </span>
              ))}
            </>
          ),
        },
        { header: 'Decided', cell: ({ outcome }) => <StateTag of={outcome} /> },
        { header: 'Billed', isAmount: true, cell: (one) => <Amount of={one.billed} /> },
        { header: 'Taken off', isAmount: true, cell: (one) => <Amount of={one.takenOff} isZeroQuiet /> },
        { header: 'Of it, patient', isAmount: true, cell: (one) => <Amount of={one.patient} isZeroQuiet /> },
        { header: 'Paid', isAmount: true, cell: (one) => <Amount of={one.paid} isZeroQuiet /> },
        ...(claims.some(({ place }) => place) ? [PLACING] : []),
      ]}
    />
  );
}

interface BalanceChecksProps {
  readonly payment: Money;
  readonly claimsPaid: Money;
  readonly claims: readonly DecidedClaimShown[];
  readonly adjustments: readonly ProviderAdjustmentShown[];
}

/** Whether the figures add up: each claim, and the payment as a whole. */
export function BalanceChecks({ payment, claimsPaid, claims, adjustments }: BalanceChecksProps) {
  const moved = Money.sum(adjustments.map(({ amount }) => amount));
  const isPaymentRight = claimsPaid.minus(moved).equals(payment);
  const wrong = claims.filter(({ isBalanced }) => !isBalanced);
  return (
    <Card
      title="Does it add up?"
      id="balance"
      aside={<Verdict isRight={isPaymentRight && wrong.length === 0} right="It adds up" wrong="It does not add up" />}
    >
      <dl class="sums">
        <div>
          <dt>Paid for claims</dt>
          <dd>
            <Amount of={claimsPaid} />
          </dd>
        </div>
        {adjustments.map(({ key, words, reference, amount }) => (
          <div key={key}>
            <dt>
              {words}
              <span class="under">{reference}</span>
            </dt>
            <dd>
              <Amount of={amount.negated()} />
            </dd>
          </div>
        ))}
        <div class="sums-total">
          <dt>Payment</dt>
          <dd>
            <Amount of={payment} />
          </dd>
        </div>
        <div class="sums-note">
          <dt>Billed less what was taken off is what was paid</dt>
          <dd>
            {wrong.length === 0 ? 'for each claim' : `not for ${wrong.map((one) => one.controlNumber).join(', ')}`}
          </dd>
        </div>
      </dl>
    </Card>
  );
}

function Verdict({
  isRight,
  right,
  wrong,
}: {
  readonly isRight: boolean;
  readonly right: string;
  readonly wrong: string;
}) {
  return <Tag tone={isRight ? 'good' : 'bad'}>{isRight ? right : wrong}</Tag>;
}
