import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { TenderRow } from '../pay-invoice/tender-row';
import type { TenderChoice } from '../pay-invoice/tenders';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Card, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { QrCode } from '../ui/qr-code';
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
  readonly isPaid: boolean;
  /** The page the patient may pay on now. */
  readonly pageUrl?: string;
  readonly tenders: readonly TenderChoice[];
  readonly idempotencyKey: string;
  readonly form: FormState;
}

/** Takes the price of one seat ahead of the session. */
export function PaySeatPage(props: PaySeatPageProps) {
  const { shell, groupId, seatId, when, patient, price, why, holdNote, isPaid, pageUrl, tenders } = props;
  const { idempotencyKey, form } = props;
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
      {isPaid ? <p>This seat is paid.</p> : null}
      {pageUrl ? <CardPage pageUrl={pageUrl} price={price} /> : null}
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
            <div class="form-end form-end-both">
              <Button kind="primary" isLarge>
                Take it
              </Button>
              <Button name="how" value="page">
                Open a card page
              </Button>
            </div>
          </Card>
        </div>
      </form>
    </StaffPage>
  );
}

/** The page the patient may pay on now; taking money here ends it. */
function CardPage({ pageUrl, price }: { readonly pageUrl: string; readonly price: Money }) {
  return (
    <Card title="Card page" id="card-page">
      <div class="link-card">
        <QrCode text={pageUrl} label="QR code of the card page" />
        <div class="link-text">
          <p class="link-amount">
            <Amount of={price} />
          </p>
          <p>
            The patient scans the code, or opens <a href={pageUrl}>the card page</a>. The seat is held while it is open;
            taking money here ends it.
          </p>
        </div>
      </div>
    </Card>
  );
}
