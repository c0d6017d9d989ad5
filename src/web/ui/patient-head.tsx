import type { BusinessDate } from '../../kernel/business-date';
import { formatBirthDate } from './text';

/** Who a page is about, enough to be sure of the person in front of the desk. */
export interface PatientHead {
  readonly id: string;
  readonly name: string;
  readonly dateOfBirth: BusinessDate;
  readonly accountNumber?: string;
}

interface PatientFactsProps {
  readonly patient: PatientHead;
  /** Where the heading is the deed, not the person. */
  readonly isNamed?: boolean;
}

/** The line that tells one patient from another: name, date of birth, account number. */
export function PatientFacts({ patient, isNamed = false }: PatientFactsProps) {
  return (
    <p class="patient-facts">
      {isNamed ? <strong class="patient-name">{patient.name}</strong> : null}
      <span>
        Born <strong>{formatBirthDate(patient.dateOfBirth)}</strong>
      </span>
      {patient.accountNumber ? (
        <span>
          Account <strong>{patient.accountNumber}</strong>
        </span>
      ) : null}
    </p>
  );
}
