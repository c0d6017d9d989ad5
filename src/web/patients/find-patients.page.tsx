import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import { StaffPage, type Shell } from '../ui/staff-page';
import { count, formatBirthDate } from '../ui/text';
import type { PatientHead } from '../ui/patient-head';

export interface FindPatientsPageProps {
  readonly shell: Shell;
  readonly query: string;
  readonly patients: readonly (PatientHead & { readonly contact?: string })[];
  readonly nextHref?: string;
  readonly mayRegister: boolean;
  readonly mayCharge: boolean;
}

/** Patients by name, date of birth or account number. */
export function FindPatientsPage(props: FindPatientsPageProps) {
  const { shell, query, patients, nextHref, mayRegister } = props;
  const registerHref = `/patients/new${query ? `?name=${encodeURIComponent(query)}` : ''}`;
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={query ? `Patients: ${query}` : 'Patients'}
      heading="Patients"
      find={query}
      lead={query ? <p>{`${count(patients.length, 'patient')}${nextHref ? ' and more' : ''} for “${query}”`}</p> : null}
      actions={
        mayRegister ? (
          <ButtonLink href={registerHref} kind="primary">
            Register a patient
          </ButtonLink>
        ) : null
      }
    >
      <form class="find-large" method="get" action="/patients" role="search" aria-label="Patients">
        <label for="query">Last name, account number or date of birth</label>
        <div class="find-row">
          <input
            id="query"
            name="query"
            type="search"
            value={query}
            autocomplete="off"
            autofocus={patients.length === 0}
          />
          <button type="submit" class="button button-secondary">
            Find
          </button>
        </div>
      </form>
      <Card isFlush>
        {patients.length > 0 ? (
          <Results {...props} />
        ) : (
          <EmptyState title={query ? 'Nobody by that name' : 'No patients yet'}>
            {query
              ? 'Try the first letters of the last name, the account number, or a birth date such as 01/31/1985.'
              : 'Register the first one.'}
          </EmptyState>
        )}
      </Card>
      {nextHref ? (
        <p class="more">
          <a href={nextHref}>More patients</a>
        </p>
      ) : null}
    </StaffPage>
  );
}

function Results({ patients, mayCharge }: FindPatientsPageProps) {
  return (
    <DataTable
      caption="Patients found"
      rows={patients}
      keyOf={(patient) => `patient-${patient.id}`}
      columns={[
        {
          header: 'Patient',
          isRowHeader: true,
          cell: (patient) => (
            <a class="row-link" href={`/patients/${patient.id}`}>
              {patient.name}
            </a>
          ),
        },
        { header: 'Born', cell: (patient) => <span class="number">{formatBirthDate(patient.dateOfBirth)}</span> },
        { header: 'Account', cell: (patient) => <span class="number">{patient.accountNumber}</span> },
        { header: 'Contact', cell: (patient) => patient.contact ?? '' },
        {
          header: 'Actions',
          isHeaderHidden: true,
          cell: (patient) =>
            mayCharge ? (
              <ButtonLink kind="quiet" href={`/patients/${patient.id}/visits/new`} about={`a visit of ${patient.name}`}>
                Charge
              </ButtonLink>
            ) : null,
        },
      ]}
    />
  );
}
