import { Injectable } from '@nestjs/common';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { ProtocolsReader } from '../../modules/catalog/protocols.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import type { EnrollmentView } from '../../modules/packages/course.view';
import { CoursesReader } from '../../modules/packages/courses.reader';
import type { PackageView } from '../../modules/packages/package.view';
import { PackagesReader } from '../../modules/packages/packages.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { Transactions } from '../../platform/database/transactions';
import { toPatientHead } from '../patients/patient-heads';
import type { CourseShown } from './course-cards';
import type { PackageRow, PatientPackagesPageProps } from './patient-packages.page';

const MOST = 200;

/** What the page of a patient's packages and course shows. Tx: joins the open one or opens its own. */
@Injectable()
export class CourseDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly patients: PatientsReader,
    private readonly packages: PackagesReader,
    private readonly courses: CoursesReader,
    private readonly protocols: ProtocolsReader,
    private readonly clinics: ClinicsReader,
  ) {}

  today() {
    return this.clinics.today();
  }

  /** Errors: `patient_unknown`. */
  of(patientId: PatientId): Promise<Pick<PatientPackagesPageProps, 'patient' | 'packages' | 'courses' | 'protocols'>> {
    return this.tx.run(async () => {
      const [patient, packages, courses, protocols] = await Promise.all([
        this.patients.get(patientId),
        this.packages.ofPatient(patientId, { limit: MOST }),
        this.courses.ofPatient(patientId, { limit: MOST }),
        this.protocols.list({ limit: MOST }),
      ]);
      return {
        patient: toPatientHead(patient),
        packages: packages.data.map(toRow),
        courses: courses.data.map(toCourse),
        protocols: protocols.data.map(({ code, name }) => ({ value: code, label: name })),
      };
    });
  }
}

const toRow = ({ id, number, name, status, lines, deferredCents, unpaidCents }: PackageView): PackageRow => ({
  id,
  number,
  name,
  status,
  bought: lines.reduce((sum, { bought }) => sum + bought, 0),
  done: lines.reduce((sum, { done }) => sum + done, 0),
  deferred: Money.cents(deferredCents),
  unpaid: Money.cents(unpaidCents),
});

const toCourse = (course: EnrollmentView): CourseShown => ({
  id: course.id,
  name: course.name,
  isActive: course.status === 'active',
  startsOn: parseBusinessDate(course.startsOn),
  least: Money.cents(course.priceMinCents),
  most: Money.cents(course.priceMaxCents),
  charged: Money.cents(course.chargedCents),
  lines: course.lines,
});
