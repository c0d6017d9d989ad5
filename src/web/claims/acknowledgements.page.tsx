import type { FormState } from '../forms/form-state';
import { DataTable } from '../ui/data-table';
import { Card } from '../ui/layout';
import type { Shell } from '../ui/staff-page';
import { ClaimsFrame, StateTag } from './claims-frame';
import type { StateWords } from './claim-words';
import { FileUpload } from './file-upload';

/** What was said about one file or one claim. */
export interface AcknowledgementShown {
  readonly key: string;
  readonly kind: string;
  readonly reference: string;
  readonly href?: string;
  readonly code: string;
  readonly detail?: string;
  readonly outcome: StateWords;
}

export interface AcknowledgementsPageProps {
  readonly shell: Shell;
  readonly form: FormState;
  readonly mayUpload: boolean;
  /** What the file said that was just taken in. */
  readonly taken?: { readonly isRepeat: boolean; readonly rows: readonly AcknowledgementShown[] };
}

/** Takes in what the clearinghouse says of files (999) and payers of claims (277CA). */
export function AcknowledgementsPage({ shell, form, mayUpload, taken }: AcknowledgementsPageProps) {
  return (
    <ClaimsFrame shell={shell} title="Acknowledgements" here="/claims/acknowledgements" form={form}>
      <div class="stack">
        {taken ? <Taken {...taken} /> : null}
        {mayUpload ? (
          <Card title="Take in a file" id="upload">
            <p class="hint">
              Files in the clearinghouse’s folder are taken in by themselves every five minutes. This is for one that
              came another way.
            </p>
            <FileUpload
              csrf={shell.csrf}
              action="/claims/acknowledgements"
              label="File"
              hint="A 999 or a 277CA as it came, up to 8 MB"
              form={form}
            />
          </Card>
        ) : (
          <Card>
            <p>A biller takes in the files of the clearinghouse.</p>
          </Card>
        )}
      </div>
    </ClaimsFrame>
  );
}

function Taken({ isRepeat, rows }: NonNullable<AcknowledgementsPageProps['taken']>) {
  return (
    <Card title={isRepeat ? 'It was here before: nothing changed' : 'Taken in'} id="taken" isFlush>
      <DataTable
        caption="What the file says"
        rows={rows}
        keyOf={(row) => `acknowledgement-${row.key}`}
        columns={[
          {
            header: 'About',
            isRowHeader: true,
            cell: ({ reference, href, kind }) => (
              <>
                {href ? (
                  <a class="row-link" href={href}>
                    {reference}
                  </a>
                ) : (
                  reference
                )}
                <span class="under">{kind}</span>
              </>
            ),
          },
          {
            header: 'Says',
            cell: ({ code, detail }) => (
              <>
                {code}
                {detail ? <span class="under">{detail}</span> : null}
              </>
            ),
          },
          { header: 'So', cell: ({ outcome }) => <StateTag of={outcome} /> },
        ]}
      />
    </Card>
  );
}
