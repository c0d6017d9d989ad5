import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { TenderRow } from '../pay-invoice/tender-row';
import type { TenderChoice } from '../pay-invoice/tenders';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Card, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

export interface PaySeatPageProps {
  readonly shell: Shell;
  readonly groupId: string;
  readonly seatId: string;
  readonly when: string;
  readonly patient: PatientHead;
  readonly price: Money;
  readonly why: string;
  readonly holdNote?: string;
  readonly tenders: readonly TenderChoice[];
  readonly idempotencyKey: string;
  readonly form: FormState;
}

/** Takes the price of one seat ahead of the session. */
export function PaySeatPage(props: PaySeatPageProps) {
  const { shell, groupId, seatId, when, patient, price, why, holdNote, tenders, idempotencyKey, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/groups"
      title={`Seat: ${patient.name}`}
      heading="Take the price of a seat"
      back={{ href: `/groups/${groupId}`, label: 'The session' }}
      lead={
        <>
          <PatientFacts patient={patient} isNamed />
          <p>{when}</p>
        </>
      }
      form={form}
    >
      <Figures items={[{ label: 'The seat costs', value: <Amount of={price} />, note: holdNote }]} />
      <form method="post" action={`/groups/${groupId}/seats/${seatId}/pay`} novalidate data-once>
        <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
        <div class="columns columns-main">
          <Card title="How it is paid" id="tenders" isFlush>
            <div class="tenders">
              {tenders.map((tender) => (
                <TenderRow key={tender.type} tender={tender} form={form} />
              ))}
            </div>
          </Card>
          <Card title="Why this price" id="why">
            <p>{why}</p>
            <p class="hint">
              It is held as a deposit until the session. HSA/FSA money pays only for care that was given: take it after
              the session.
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
