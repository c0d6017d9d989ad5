import type { BusinessDate } from '../../kernel/business-date';
import type { Money } from '../../kernel/money';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { DataTable } from '../ui/data-table';
import { Field, SelectField } from '../ui/field';
import { Card, DefinitionList } from '../ui/layout';
import type { PatientHead } from '../ui/patient-head';
import { FormTokens, type Shell } from '../ui/staff-page';
import { Tag } from '../ui/status-badge';
import { formatDate } from '../ui/text';

/** A course a patient is or was on. */
export interface CourseShown {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly startsOn: BusinessDate;
  readonly least: Money;
  readonly most: Money;
  readonly charged: Money;
  readonly lines: readonly {
    readonly serviceCode: string;
    readonly description: string;
    readonly least: number;
    readonly most: number;
    readonly done: number;
    readonly leftLeast: number;
    readonly leftMost: number;
  }[];
}

const range = (least: number, most: number): string => (least === most ? String(most) : `${least} to ${most}`);

const END_REASONS = [
  { value: 'completed', label: 'Completed' },
  { value: 'stopped', label: 'Stopped' },
  { value: 'entered_in_error', label: 'Entered in error' },
];

interface CourseCardProps {
  readonly course: CourseShown;
  readonly patientId: string;
  readonly csrf: string;
  readonly mayEnd: boolean;
}

/** How far a course is: sessions done and left, counted from the visits. */
export function CourseCard({ course, patientId, csrf, mayEnd }: CourseCardProps) {
  const { id, name, isActive, startsOn, least, most, charged, lines } = course;
  return (
    <Card
      title={name}
      id={`course-${id}`}
      aside={<Tag tone={isActive ? 'info' : 'neutral'}>{isActive ? 'On it now' : 'Ended'}</Tag>}
      isFlush
    >
      <DataTable
        caption={`Sessions of ${name}`}
        rows={lines}
        keyOf={({ serviceCode }) => `${id}-${serviceCode}`}
        columns={[
          { header: 'Session', isRowHeader: true, cell: (line) => line.description },
          { header: 'Planned', isAmount: true, cell: (line) => range(line.least, line.most) },
          { header: 'Done', isAmount: true, cell: (line) => line.done },
          { header: 'Left', isAmount: true, cell: (line) => range(line.leftLeast, line.leftMost) },
        ]}
      />
      <div class="card-end">
        <DefinitionList
          items={[
            { term: 'Since', value: formatDate(startsOn) },
            {
              term: 'Whole course',
              value: least.equals(most) ? (
                <Amount of={most} />
              ) : (
                <>
                  <Amount of={least} /> to <Amount of={most} />
                </>
              ),
            },
            { term: 'Charged so far', value: <Amount of={charged} /> },
          ]}
        />
        {isActive && mayEnd ? (
          <form method="post" action={`/patients/${patientId}/packages/course/end`}>
            <FormTokens csrf={csrf} />
            <input type="hidden" name="enrollmentId" value={id} />
            <SelectField form={EMPTY_FORM} name="reason" label="End it" options={END_REASONS} />
            <div class="form-end">
              <Button>End the course</Button>
            </div>
          </form>
        ) : null}
      </div>
    </Card>
  );
}

export interface EnrollCardProps {
  readonly shell: Shell;
  readonly patient: PatientHead;
  readonly form: FormState;
  readonly protocols: readonly { readonly value: string; readonly label: string }[];
}

/** Puts the patient on a course. */
export function EnrollCard({ shell, patient, form, protocols }: EnrollCardProps) {
  return (
    <Card title="Put on a course" id="enroll">
      <form method="post" action={`/patients/${patient.id}/packages/course`} novalidate>
        <FormTokens csrf={shell.csrf} />
        <div class="fields">
          <SelectField form={form} name="protocolCode" label="Course" options={protocols} />
          <Field form={form} name="startsOn" label="First day" type="date" />
        </div>
        <p class="hint">Sessions count from the first day on, visit by visit.</p>
        <div class="form-end">
          <Button kind="primary">Put on this course</Button>
        </div>
      </form>
    </Card>
  );
}
