import type { Money } from '../../kernel/money';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Card } from '../ui/layout';
import { PatientFacts } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { BillLines, type Bill } from './bill-lines';
import { TENDER_NAMES, type TenderChoice } from './tenders';

/** A tender as it will be taken. */
export interface ReviewedTender {
  readonly type: TenderChoice['type'];
  /** The saved card that is charged. */
  readonly cardName?: string;
  readonly amount: Money;
  readonly reference?: string;
  readonly tendered?: Money;
}

export interface ReviewPaymentPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly bill: Bill;
  readonly tenders: readonly ReviewedTender[];
  readonly total: Money;
  readonly left: Money;
  readonly change: Money;
  readonly posted: Readonly<Record<string, string>>;
  readonly form?: FormState;
}

/** The payment once more before it is taken. Enter takes it. */
export function ReviewPaymentPage(props: ReviewPaymentPageProps) {
  const { shell, idempotencyKey, bill, tenders, total, left, change, posted, form = EMPTY_FORM } = props;
  const base = `/invoices/${bill.invoiceId}/pay`;
  return (
    <StaffPage
      shell={shell}
      title={`Review the payment: ${bill.patient.name}`}
      heading="Review the payment"
      back={{ href: `/patients/${bill.patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={bill.patient} isNamed />}
      form={form}
    >
      <form method="post" action={base} data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        {Object.entries(posted).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="columns columns-main">
          <Card title={`Invoice ${bill.number}`} id="bill" isFlush>
            <BillLines bill={bill} />
          </Card>
          <section class="card tally" aria-labelledby="take-title">
            <h2 id="take-title">Take</h2>
            <dl class="sums">
              {tenders.map((tender) => (
                <div key={tender.cardName ?? tender.type}>
                  <dt>
                    {tender.cardName ?? TENDER_NAMES[tender.type]}
                    {tender.cardName ? <span class="under">charged now</span> : null}
                    {tender.reference ? <span class="under">{tender.reference}</span> : null}
                    {tender.tendered ? <span class="under">{`${tender.tendered.format()} handed over`}</span> : null}
                  </dt>
                  <dd>
                    <Amount of={tender.amount} />
                  </dd>
                </div>
              ))}
              <div class="sums-total">
                <dt>Payment</dt>
                <dd>
                  <Amount of={total} />
                </dd>
              </div>
              {change.isPositive() ? (
                <div class="sums-change">
                  <dt>Change to give</dt>
                  <dd>
                    <Amount of={change} />
                  </dd>
                </div>
              ) : null}
              <div class="sums-note">
                <dt>Still open afterwards</dt>
                <dd>
                  <Amount of={left} />
                </dd>
              </div>
            </dl>
            <div class="form-end form-end-both">
              <Button kind="primary" isLarge isFocused>
                Pay <Amount of={total} />
              </Button>
              <Button formaction={`${base}/edit`}>Edit</Button>
            </div>
          </section>
        </div>
      </form>
    </StaffPage>
  );
}
