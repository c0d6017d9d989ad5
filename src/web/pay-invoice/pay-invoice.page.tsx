import type { FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Card } from '../ui/layout';
import { PatientFacts } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { StatusBadge } from '../ui/status-badge';
import { BillLines, type Bill } from './bill-lines';
import { TenderRow } from './tender-row';
import { type TenderChoice, tenderKey } from './tenders';

export interface PayInvoicePageProps {
  readonly shell: Shell;
  readonly bill: Bill;
  readonly form: FormState;
  readonly tenders: readonly TenderChoice[];
  /** Something that is under way already, such as a card page the patient has open. */
  readonly underWay?: string;
}

/** Takes money at the desk: what is open, how it is paid, what is left. */
export function PayInvoicePage({ shell, bill, form, tenders, underWay }: PayInvoicePageProps) {
  return (
    <StaffPage
      shell={shell}
      title={`Take a payment: ${bill.patient.name}`}
      heading="Take a payment"
      back={{ href: `/patients/${bill.patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={bill.patient} isNamed />}
      actions={<StatusBadge state={bill.state} />}
      form={form}
    >
      {underWay ? (
        <div class="notice notice-warn" role="status">
          <p>{underWay}</p>
        </div>
      ) : null}
      <form method="post" action={`/invoices/${bill.invoiceId}/pay/review`} novalidate data-pay>
        <FormTokens csrf={shell.csrf} />
        <div class="columns columns-main">
          <div class="stack">
            <Card title={`Invoice ${bill.number}`} id="bill" isFlush>
              <BillLines bill={bill} />
            </Card>
            <Card title="How it is paid" id="tenders" isFlush>
              <div class="tenders">
                {tenders.map((tender, index) => (
                  <TenderRow key={tenderKey(tender)} tender={tender} number={index + 1} form={form} />
                ))}
              </div>
            </Card>
          </div>
          <div class="stack">
            <Tally bill={bill} />
            <PatientPaysThemselves invoiceId={bill.invoiceId} />
          </div>
        </div>
      </form>
    </StaffPage>
  );
}

/** The sums beside the tenders; the script keeps them up to date, the review works them out for certain. */
function Tally({ bill }: { readonly bill: Bill }) {
  return (
    <section class="card tally" aria-labelledby="tally-title">
      <h2 id="tally-title" class="visually-hidden">
        Sums
      </h2>
      <dl class="sums">
        <div>
          <dt>Due</dt>
          <dd>
            <Amount of={bill.balance} />
          </dd>
        </div>
        <div class="script-only">
          <dt>Entered</dt>
          <dd>
            <output class="money" data-sum="entered">
              $0.00
            </output>
          </dd>
        </div>
        <div class="sums-total">
          <dt>Left to pay</dt>
          <dd>
            <output class="money" data-sum="left" data-due={bill.balance.toJSON()} aria-live="polite">
              {bill.balance.format()}
            </output>
          </dd>
        </div>
        <div class="sums-change script-only" data-sum-row="change" hidden>
          <dt>Change to give</dt>
          <dd>
            <output class="money" data-sum="change">
              $0.00
            </output>
          </dd>
        </div>
      </dl>
      <Button kind="primary" isLarge>
        Review
      </Button>
      <p class="hint keys-hint script-only">
        <kbd>1</kbd>…<kbd>9</kbd> put the rest on a tender, <kbd>=</kbd> in the field you are in, <kbd>Enter</kbd>{' '}
        reviews.
      </p>
    </section>
  );
}

function PatientPaysThemselves({ invoiceId }: { readonly invoiceId: string }) {
  return (
    <Card title="Or on the patient’s phone" id="phone">
      <p class="hint">A page with the amount and nothing about the visit. The card number goes to Stripe only.</p>
      <Button formaction={`/invoices/${invoiceId}/pay-link`}>Show a payment link</Button>
    </Card>
  );
}
