import type { FormState } from '../forms/form-state';
import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { Button, ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card } from '../ui/layout';
import { PatientFacts, type PatientHead } from '../ui/patient-head';
import { FormTokens, StaffPage, type Shell } from '../ui/staff-page';

/** A box of the form with what it is and what stands in it. */
export interface BoxShown {
  readonly number: string;
  readonly what: string;
  readonly value: string;
}

/** A service line of the form: its boxes in their order. */
export interface PaperLineShown {
  readonly key: string;
  readonly on: string;
  readonly code: string;
  readonly supplement?: string;
  readonly diagnoses: string;
  readonly units: string;
  readonly charge: string;
}

/** One sheet: six lines at most. */
export interface SheetShown {
  readonly key: string;
  readonly boxes: readonly BoxShown[];
  readonly lines: readonly PaperLineShown[];
  readonly charged: Money;
}

export interface PaperPageProps {
  readonly shell: Shell;
  readonly id: string;
  readonly controlNumber: string;
  readonly payerName: string;
  readonly patient: PatientHead;
  readonly sheets: readonly SheetShown[];
  /** It has not left yet, and whoever looks may send it. */
  readonly mayMail: boolean;
  readonly form: FormState;
}

/** A claim as the form CMS-1500, box by box, for payers that take paper; and that it was mailed. */
export function PaperPage(props: PaperPageProps) {
  const { shell, id, controlNumber, payerName, patient, sheets, mayMail, form } = props;
  const pdf = `/v1/claims/${id}/cms-1500.pdf`;
  return (
    <StaffPage
      shell={shell}
      at="/claims"
      title={`CMS-1500: ${controlNumber}`}
      heading="The claim on paper"
      back={{ href: `/claims/${id}`, label: `Claim ${controlNumber}` }}
      lead={
        <>
          <PatientFacts patient={patient} isNamed />
          <p class="quiet">{`CMS-1500 to ${payerName}`}</p>
        </>
      }
      actions={
        <>
          <ButtonLink href={`${pdf}?paper=form`}>For the red form (PDF)</ButtonLink>
          <ButtonLink href={pdf} kind={mayMail ? 'secondary' : 'primary'} shortcut="r">
            On blank paper (PDF)
          </ButtonLink>
        </>
      }
      form={form}
    >
      <div class="stack">
        {mayMail ? (
          <Card title="Mail it" id="mail">
            <form method="post" action={`/claims/${id}/paper`} data-once>
              <FormTokens csrf={shell.csrf} />
              <p>Once it is in the mail, note it here: the claim counts as sent and goes into no file any more.</p>
              <div class="form-end">
                <Button kind="primary">It was mailed</Button>
              </div>
            </form>
          </Card>
        ) : null}
        {sheets.map((sheet, index) => (
          <Sheet key={sheet.key} sheet={sheet} title={sheets.length > 1 ? `Sheet ${index + 1}, boxes` : 'Boxes'} />
        ))}
      </div>
    </StaffPage>
  );
}

function Sheet({
  sheet: { key, boxes, lines, charged },
  title,
}: {
  readonly sheet: SheetShown;
  readonly title: string;
}) {
  return (
    <>
      <Card title={`${title} 24, lines`} id={`lines-${key}`} isFlush>
        <DataTable
          caption={`${title} 24, lines`}
          rows={lines}
          keyOf={(line) => `line-${key}-${line.key}`}
          totals={['Total', '', '', '', <Amount of={charged} />]}
          columns={[
            {
              header: 'Code',
              isRowHeader: true,
              cell: ({ code, supplement }) => (
                <>
                  {code}
                  {supplement ? <span class="under">{supplement}</span> : null}
                </>
              ),
            },
            { header: 'Day', cell: ({ on }) => on },
            { header: 'For', cell: ({ diagnoses }) => diagnoses },
            { header: 'Units', isAmount: true, cell: ({ units }) => units },
            { header: 'Charged', isAmount: true, cell: ({ charge }) => charge },
          ]}
        />
      </Card>
      <Card title={title} id={`boxes-${key}`} isFlush>
        <DataTable
          caption={title}
          look="compact"
          rows={boxes}
          keyOf={({ number }) => `box-${key}-${number.replace('.', '-')}`}
          columns={[
            {
              header: 'Box',
              isRowHeader: true,
              cell: ({ number, what }) => (
                <>
                  {number}
                  <span class="under">{what}</span>
                </>
              ),
            },
            { header: 'On the form', cell: ({ value }) => value },
          ]}
        />
      </Card>
    </>
  );
}
