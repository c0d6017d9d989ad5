import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { TenderRow } from '../pay-invoice/tender-row';
import type { TenderChoice } from '../pay-invoice/tenders';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Card, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

export interface PayPackagePageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly id: string;
  readonly number: string;
  readonly unpaid: Money;
  readonly tenders: readonly TenderChoice[];
  readonly form: FormState;
}

/** Takes money for a package that is not paid yet. */
export function PayPackagePage(props: PayPackagePageProps) {
  const { shell, idempotencyKey, patient, id, number, unpaid, tenders, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Pay package ${number}`}
      back={{ href: `/packages/${id}`, label: `Package ${number}` }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
    >
      <Figures items={[{ label: 'Left to pay', value: <Amount of={unpaid} /> }]} />
      <form method="post" action={`/packages/${id}/pay`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="columns columns-main">
          <Card title="How it is paid" id="tenders" isFlush>
            <div class="tenders">
              {tenders.map((tender) => (
                <TenderRow key={tender.type} tender={tender} form={form} />
              ))}
            </div>
          </Card>
          <Card title="Where it goes" id="held">
            <p class="hint">
              Sessions that are owed already are paid first. The rest is held until sessions are given.
            </p>
            <div class="form-end form-end-both">
              <Button kind="primary" isLarge>
                Take it
              </Button>
              <Button name="how" value="page">
                Open a card page for all of it
              </Button>
            </div>
          </Card>
        </div>
      </form>
    </StaffPage>
  );
}
