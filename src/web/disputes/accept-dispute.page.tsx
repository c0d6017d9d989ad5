import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Card, DefinitionList } from '../ui/layout';
import { PatientFacts } from '../ui/patient-head';
import { FormTokens, StaffPage } from '../ui/staff-page';
import type { DisputePageProps } from './dispute.page';

/** A second look before a dispute is given up. */
export function AcceptDisputePage(props: Omit<DisputePageProps, 'mayAnswer'>) {
  const { shell, idempotencyKey, patient, dispute, form } = props;
  return (
    <StaffPage
      shell={shell}
      at="/disputes"
      title="Give in to the dispute"
      back={{ href: `/disputes/${dispute.id}`, label: 'Dispute' }}
      lead={patient ? <PatientFacts patient={patient} isNamed /> : null}
      form={form}
      width="narrow"
    >
      <Card>
        <form method="post" action={`/disputes/${dispute.id}/accept`} data-once>
          <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
          <DefinitionList
            items={[
              { term: 'Disputed', value: <Amount of={dispute.amount} /> },
              { term: 'Why', value: dispute.reason },
            ]}
          />
          <p>
            The money stays with the cardholder, for good. What it had paid is owed again by the patient; bill it anew
            or write it off.
          </p>
          <div class="form-end">
            <Button kind="primary">
              Give in over <Amount of={dispute.amount} />
            </Button>
          </div>
        </form>
      </Card>
    </StaffPage>
  );
}
