import type { Money } from '../../kernel/money';
import { Amount } from '../ui/amount';
import { ButtonLink } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Card, EmptyState } from '../ui/layout';
import { PatientFacts } from '../ui/patient-head';
import { StaffPage } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { CourseCard, type CourseShown, EnrollCard, type EnrollCardProps } from './course-cards';

export interface PackageRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly status: 'active' | 'completed' | 'canceled';
  readonly bought: number;
  readonly done: number;
  readonly deferred: Money;
  readonly unpaid: Money;
}

export interface PatientPackagesPageProps extends EnrollCardProps {
  readonly packages: readonly PackageRow[];
  /** The one the patient is on, and those before. */
  readonly courses: readonly CourseShown[];
  readonly maySell: boolean;
  readonly mayEnroll: boolean;
}

const STATUS = { active: 'Sessions left', completed: 'All given', canceled: 'Canceled' } as const;
const TONES = { active: 'info', completed: 'good', canceled: 'neutral' } as const;

/** A patient's packages, and the course they are on: sessions done and left, paid and left. */
export function PatientPackagesPage(props: PatientPackagesPageProps) {
  const { shell, patient, form, courses, maySell, mayEnroll, packages } = props;
  const isOnCourse = courses.some(({ isActive }) => isActive);
  return (
    <StaffPage
      shell={shell}
      at="/patients"
      title={`Packages: ${patient.name}`}
      heading="Packages and course"
      back={{ href: `/patients/${patient.id}`, label: 'Patient billing' }}
      lead={<PatientFacts patient={patient} isNamed />}
      form={form}
      actions={
        maySell ? (
          <ButtonLink href={`/patients/${patient.id}/packages/new`} kind="primary">
            Sell a package
          </ButtonLink>
        ) : null
      }
    >
      <div class="columns columns-main">
        <div class="stack">
          {courses.map((course) => (
            <CourseCard key={course.id} course={course} patientId={patient.id} csrf={shell.csrf} mayEnd={mayEnroll} />
          ))}
          <Card title="Packages" id="packages" isFlush={packages.length > 0}>
            <Packages rows={packages} />
          </Card>
        </div>
        <div class="stack">{mayEnroll && !isOnCourse ? <EnrollCard {...props} /> : null}</div>
      </div>
    </StaffPage>
  );
}

function Packages({ rows }: { readonly rows: readonly PackageRow[] }) {
  if (rows.length === 0) return <EmptyState title="No package was sold yet" />;
  return (
    <DataTable
      caption="Packages"
      rows={rows}
      keyOf={({ id }) => `package-${id}`}
      columns={[
        {
          header: 'Package',
          isRowHeader: true,
          cell: ({ id, number, name }) => (
            <>
              <a class="number" href={`/packages/${id}`}>
                {number}
              </a>
              <span class="under">{name}</span>
            </>
          ),
        },
        { header: 'State', cell: ({ status }) => <Tag tone={TONES[status]}>{STATUS[status]}</Tag> },
        { header: 'Done', isAmount: true, cell: ({ done, bought }) => `${done} of ${bought}` },
        { header: 'Held', isAmount: true, cell: ({ deferred }) => <Amount of={deferred} isZeroQuiet /> },
        { header: 'Left to pay', isAmount: true, cell: ({ unpaid }) => <Amount of={unpaid} isZeroQuiet /> },
      ]}
    />
  );
}
