import type { PatientId } from '../../kernel/ids';

/** Values of a patient's sex as an insurer has it (X12 DMG03). */
export const SEXES = ['female', 'male', 'unknown'] as const;

export type Sex = (typeof SEXES)[number];

/** A US postal address. */
export class PatientAddressView {
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** Two letters. */
  readonly state: string;
  /** `97202` or `97202-1234`. */
  readonly postalCode: string;
}

/** A patient. PHI: never logged, never sent to Stripe. */
export class PatientView {
  readonly id: PatientId;
  /** Short number of the clinic, for papers and exports that must name nobody: `10001`. */
  readonly accountNumber: string;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly lastName: string;
  readonly preferredName: string | null;
  /** Former names, e.g. a maiden name. */
  readonly otherNames: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string;
  readonly sex: Sex | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: PatientAddressView | null;
  /** Goes up by one on every change. */
  readonly version: number;
  /** RFC 3339 UTC. */
  readonly createdAt: string;
}

/** The answer to a registration: the patient, and who it may be a second record of. */
export class RegisteredPatientView extends PatientView {
  /** Patients with the same date of birth who share a word of the last name. A warning: nothing was refused. */
  readonly possibleDuplicates: readonly PatientId[];
}
