import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { StaffPage, type Shell } from '../ui/staff-page';
import { formatBirthDate } from '../ui/text';

export interface FindGuestPageProps {
  readonly shell: Shell;
  readonly groupId: string;
  readonly when: string;
  readonly query: string;
  readonly patients: readonly PatientHead[];
}

/** Whose seat it will be. */
export function FindGuestPage({ shell, groupId, when, query, patients }: FindGuestPageProps) {
  return (
    <StaffPage
      shell={shell}
      at="/groups"
      title="Whose seat?"
      back={{ href: `/groups/${groupId}`, label: 'The session' }}
      lead={<p>{when}</p>}
    >
      <form class="find-large" method="get" action={`/groups/${groupId}/book`} role="search" aria-label="Guests">
        <label for="query">Last name, account number or date of birth</label>
        <div class="find-row">
          <input id="query" name="query" type="search" value={query} autocomplete="off" autofocus />
          <button type="submit" class="button button-secondary">
            Find
          </button>
        </div>
      </form>
      {query === '' ? null : (
        <Card isFlush>
          {patients.length > 0 ? (
            <DataTable
              caption="Patients found"
              rows={patients}
              keyOf={({ id }) => `patient-${id}`}
              columns={[
                {
                  header: 'Patient',
                  isRowHeader: true,
                  cell: ({ id, name }) => (
                    <a class="row-link" href={`/groups/${groupId}/book/${id}`}>
                      {name}
                    </a>
                  ),
                },
                { header: 'Born', cell: (found) => <span class="number">{formatBirthDate(found.dateOfBirth)}</span> },
                { header: 'Account', cell: ({ accountNumber }) => <span class="number">{accountNumber}</span> },
              ]}
            />
          ) : (
            <EmptyState title="Nobody by that name">
              <ButtonLink href={`/patients/new?name=${encodeURIComponent(query)}`}>Register a patient</ButtonLink>
            </EmptyState>
          )}
        </Card>
      )}
    </StaffPage>
  );
}
