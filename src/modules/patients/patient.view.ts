import type { PatientId } from '../../kernel/ids';
import {
  DateField,
  EnumField,
  InstantField,
  IntField,
  ObjectField,
  TextField,
  TextListField,
  UuidField,
} from '../../platform/http/fields';

/** Values of a patient's sex as an insurer has it (X12 DMG03). */
export const SEXES = ['female', 'male', 'unknown'] as const;

export type Sex = (typeof SEXES)[number];

/** A US postal address. */
export class PatientAddressView {
  @TextField({ example: '1 Sample Ave' })
  readonly line1: string;

  @TextField({ nullable: true })
  readonly line2: string | null;

  @TextField({ example: 'Portland' })
  readonly city: string;

  @TextField({ description: 'Two letters.', example: 'OR' })
  readonly state: string;

  @TextField({ description: 'Five digits, or ZIP+4.', example: '97202' })
  readonly postalCode: string;
}

/** A patient. PHI: never logged, never sent to Stripe. */
export class PatientView {
  @UuidField({ readOnly: true })
  readonly id: PatientId;

  @TextField({
    readOnly: true,
    description: 'Short number, for papers and exports that name nobody.',
    example: '10001',
  })
  readonly accountNumber: string;

  @TextField({ description: 'Legal first name, as the insurer has it.', example: 'Zoë' })
  readonly firstName: string;

  @TextField({ nullable: true })
  readonly middleName: string | null;

  @TextField({ description: 'Legal last name, as the insurer has it.', example: 'Łukasz-Nguyễn' })
  readonly lastName: string;

  @TextField({ nullable: true, description: 'What to call the person.' })
  readonly preferredName: string | null;

  @TextListField({ description: 'Former and other names, searched like the legal ones.' })
  readonly otherNames: readonly string[];

  @DateField({ example: '1985-01-31' })
  readonly dateOfBirth: string;

  @EnumField(SEXES, { nullable: true })
  readonly sex: Sex | null;

  @TextField({ nullable: true })
  readonly email: string | null;

  @TextField({ nullable: true })
  readonly phone: string | null;

  @ObjectField(() => PatientAddressView, { nullable: true })
  readonly address: PatientAddressView | null;

  @IntField({ min: 1, readOnly: true, description: 'Goes up by one on every change; send it back with the next one.' })
  readonly version: number;

  @InstantField({ readOnly: true })
  readonly createdAt: string;
}

/** The answer to a registration: the patient, and whom it may be a second record of. */
export class RegisteredPatientView extends PatientView {
  @TextListField({
    readOnly: true,
    description:
      'Ids of patients with this date of birth and a word of this last name. A warning; nothing was refused.',
  })
  readonly possibleDuplicates: readonly PatientId[];
}
