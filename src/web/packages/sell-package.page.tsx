import type { Money } from '../../kernel/money';
import type { FormState } from '../forms/form-state';
import { TenderRow } from '../pay-invoice/tender-row';
import type { TenderChoice } from '../pay-invoice/tenders';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field } from '../ui/field';
import { Card, EmptyState, Figures } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';
import { AgreementText } from './agreement-text';

export interface SellPackagePageProps {
  readonly shell: Shell;
  readonly idempotencyKey: string;
  readonly patient: PatientHead;
  readonly form: FormState;
  readonly offers: readonly { readonly code: string; readonly name: string }[];
  readonly tenders: readonly TenderChoice[];
  /** Left out until one is chosen. */
  readonly chosen?: {
    readonly code: string;
    readonly name: string;
    readonly price: Money;
    readonly listPrice: Money;
    readonly lines: readonly {
      readonly key: string;
      readonly description: string;
      readonly quantity: number;
      readonly single: Money;
    }[];
    readonly text: string;
    readonly textSha256: string;
  };
}

/** Choosing a package, signing it, and what is paid at once. */
export function SellPackagePage(props: SellPackagePageProps) {
  const { shell, patient, form, chosen } = props;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Sell a package: ${patient.name}`}
      heading={chosen ? chosen.name : 'Sell a package'}
      back={{
        href: chosen ? `/patients/${patient.id}/packages/new` : `/patients/${patient.id}/packages`,
        label: chosen ? 'Other packages' : 'Packages and course',
      }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
    >
      {chosen ? <Chosen {...props} chosen={chosen} /> : <Offers {...props} />}
    </StaffPage>
  );
}

function Offers({ patient, offers }: SellPackagePageProps) {
  return (
    <Card title="What the clinic offers" id="offers" isFlush={offers.length > 0}>
      {offers.length > 0 ? (
        <ul class="queue">
          {offers.map(({ code, name }) => (
            <li key={code}>
              <div class="queue-text">{name}</div>
              <ButtonLink
                href={`/patients/${patient.id}/packages/new?${new URLSearchParams({ offer: code }).toString()}`}
                about={name}
              >
                Choose
              </ButtonLink>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="No package is offered">Ask an administrator to write one down.</EmptyState>
      )}
    </Card>
  );
}

function Chosen({
  shell,
  idempotencyKey,
  patient,
  form,
  tenders,
  chosen,
}: SellPackagePageProps & { readonly chosen: NonNullable<SellPackagePageProps['chosen']> }) {
  return (
    <form method="post" action={`/patients/${patient.id}/packages/new`} novalidate data-once>
      <FormTokens csrf={shell.csrf} idempotencyKey={idempotencyKey} />
      <input type="hidden" name="offer" value={chosen.code} />
      <input type="hidden" name="textSha256" value={chosen.textSha256} />
      <Figures
        items={[
          { label: 'Price', value: <Amount of={chosen.price} /> },
          { label: 'Paid singly', value: <Amount of={chosen.listPrice} /> },
        ]}
      />
      <div class="columns columns-main">
        <div class="stack">
          <Card title="Sessions" id="sessions" isFlush>
            <DataTable
              caption="Sessions of the package"
              rows={chosen.lines}
              keyOf={({ key }) => `line-${key}`}
              columns={[
                { header: 'Session', isRowHeader: true, cell: (line) => line.description },
                { header: 'Number', isAmount: true, cell: (line) => line.quantity },
                { header: 'Singly', isAmount: true, cell: (line) => <Amount of={line.single} /> },
              ]}
            />
          </Card>
          <Card title="Agreement" id="agreement">
            <AgreementText text={chosen.text} />
            <Field form={form} name="signedBy" label="Signed by the patient, full name" maxlength={120} />
          </Card>
          <Card title="What is paid now" id="tenders" isFlush>
            <div class="tenders">
              {tenders.map((tender) => (
                <TenderRow key={tender.type} tender={tender} form={form} />
              ))}
            </div>
          </Card>
        </div>
        <div class="stack">
          <Card title="Sell it" id="sell">
            <p class="hint">
              Leave the amounts blank to have it paid later. HSA/FSA money pays only for care that was given, so it is
              not taken here.
            </p>
            <div class="form-end form-end-both">
              <Button kind="primary" isLarge>
                Sell it
              </Button>
              <Button name="how" value="page">
                Sell it, paid on a card page
              </Button>
            </div>
          </Card>
        </div>
      </div>
    </form>
  );
}
