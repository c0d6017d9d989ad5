import type { FormState } from '../forms/form-state';
import { TenderRow } from '../pay-invoice/tender-row';
import { type TenderChoice, tenderKey } from '../pay-invoice/tenders';
import { Button } from '../ui/button';
import { SelectField } from '../ui/field';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

export interface DepositPageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly tenders: readonly TenderChoice[];
  readonly form: FormState;
}

/** What money may be taken for before there is a charge. */
export const PURPOSES = [
  { value: 'deposit', label: 'Deposit, for care to come' },
  { value: 'prepayment', label: 'Prepayment of an estimated visit' },
] as const;

/** Takes money before there is a charge for it. */
export function DepositPage({ shell, idempotencyKey, patient, tenders, form }: DepositPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Deposit: ${patient.name}`}
      heading="Take a deposit"
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
    >
      <form method="post" action={`/patients/${patient.id}/deposits/new`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="columns columns-main">
          <Card title="How it is paid" id="tenders" isFlush>
            <div class="tenders">
              {tenders.map((tender) => (
                <TenderRow key={tenderKey(tender)} tender={tender} form={form} />
              ))}
            </div>
          </Card>
          <Card title="What it is for" id="purpose">
            <SelectField form={form} name="purpose" label="Purpose" options={PURPOSES} />
            <p class="hint">
              It stays the patient’s until care is given, and can be given back. HSA/FSA money pays only for care that
              was given, so it is not taken here.
            </p>
            <div class="form-end">
              <Button kind="primary" isLarge>
                Take it
              </Button>
            </div>
          </Card>
        </div>
      </form>
    </StaffPage>
  );
}
