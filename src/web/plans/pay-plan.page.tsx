import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { TenderRow } from '../pay-invoice/tender-row';
import type { TenderChoice } from '../pay-invoice/tenders';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Card } from '../ui/layout';
import { PatientFacts } from '../ui/patient-head';
import { FormTokens, StaffPage } from '../ui/staff-page';
import type { ChangePlanPageProps } from './change-plan.page';

export interface PayPlanPageProps extends ChangePlanPageProps {
  readonly form: FormState;
  readonly tenders: readonly TenderChoice[];
  /** Due up to today and not paid. */
  readonly due: Money;
  readonly left: Money;
}

/** Takes money toward a plan: what is due, more, or all of it. */
export function PayPlanPage(props: PayPlanPageProps) {
  const { shell, idempotencyKey, patient, id, number, tenders, due, left, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Take a payment: plan ${number}`}
      heading="Take a payment"
      back={{ href: `/plans/${id}`, label: `Payment plan ${number}` }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
    >
      <form method="post" action={`/plans/${id}/pay`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="columns columns-main">
          <Card title="How it is paid" id="tenders" isFlush>
            <div class="tenders">
              {tenders.map((tender) => (
                <TenderRow key={tender.type} tender={tender} form={form} />
              ))}
            </div>
          </Card>
          <section class="card tally" aria-labelledby="tally-title">
            <h2 id="tally-title">On this plan</h2>
            <dl class="sums">
              <div>
                <dt>Due now</dt>
                <dd>
                  <Amount of={due} />
                </dd>
              </div>
              <div class="sums-total">
                <dt>All that is left</dt>
                <dd>
                  <Amount of={left} />
                </dd>
              </div>
            </dl>
            <p class="hint">The oldest installment is paid first. Paying ahead, or all of it, costs nothing.</p>
            <Button kind="primary" isLarge>
              Take it
            </Button>
          </section>
        </div>
      </form>
    </StaffPage>
  );
}
