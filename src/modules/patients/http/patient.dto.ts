import { DateField, EnumField, IntField, ObjectField, TextField, TextListField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import { type Sex, SEXES } from '../patient.view';

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,189}$/;
const PHONE = /^\+?[0-9(][0-9() .-]{5,28}[0-9]$/;

/** A US postal address. */
export class PatientAddressBody {
  @TextField({ max: 100, example: '1 Sample Ave' })
  line1: string;

  @TextField({ max: 100, optional: true, nullable: true })
  line2?: string | null;

  @TextField({ max: 100, example: 'Portland' })
  city: string;

  @TextField({ min: 2, max: 2, pattern: /^[A-Z]{2}$/, example: 'OR' })
  state: string;

  @TextField({ min: 5, max: 10, pattern: /^[0-9]{5}(-[0-9]{4})?$/, example: '97202' })
  postalCode: string;
}

/** POST /v1/patients */
export class RegisterPatientBody {
  @TextField({ max: 100, description: 'Legal first name, as the insurer has it.', example: 'Zoë' })
  firstName: string;

  @TextField({ max: 100, optional: true, nullable: true })
  middleName?: string | null;

  @TextField({ max: 100, description: 'Legal last name, as the insurer has it.', example: 'Łukasz-Nguyễn' })
  lastName: string;

  @TextField({ max: 100, optional: true, nullable: true, description: 'What to call the person.' })
  preferredName?: string | null;

  @TextListField({ maxItems: 10, maxLength: 100, optional: true, description: 'Former names, e.g. a maiden name.' })
  otherNames?: string[];

  @DateField({ description: 'Not in the future.', example: '1985-01-31' })
  dateOfBirth: string;

  @EnumField(SEXES, { optional: true, nullable: true, description: 'As the insurer has it.' })
  sex?: Sex | null;

  @TextField({ min: 3, max: 254, pattern: EMAIL, optional: true, nullable: true, example: 'zoe@example.com' })
  email?: string | null;

  @TextField({ min: 7, max: 31, pattern: PHONE, optional: true, nullable: true, example: '(503) 555-0142' })
  phone?: string | null;

  @ObjectField(() => PatientAddressBody, { optional: true, nullable: true })
  address?: PatientAddressBody | null;
}

/** PATCH /v1/patients/:id. What is left out stays; null clears. The version may come as `If-Match` instead. */
export class UpdatePatientBody {
  @IntField({ min: 1, optional: true, description: 'The version you read; or send it as If-Match.' })
  version?: number;

  @TextField({ max: 100, optional: true })
  firstName?: string;

  @TextField({ max: 100, optional: true, nullable: true })
  middleName?: string | null;

  @TextField({ max: 100, optional: true })
  lastName?: string;

  @TextField({ max: 100, optional: true, nullable: true })
  preferredName?: string | null;

  @TextListField({ maxItems: 10, maxLength: 100, optional: true })
  otherNames?: string[];

  @DateField({ optional: true })
  dateOfBirth?: string;

  @EnumField(SEXES, { optional: true, nullable: true })
  sex?: Sex | null;

  @TextField({ min: 3, max: 254, pattern: EMAIL, optional: true, nullable: true })
  email?: string | null;

  @TextField({ min: 7, max: 31, pattern: PHONE, optional: true, nullable: true })
  phone?: string | null;

  @ObjectField(() => PatientAddressBody, { optional: true, nullable: true })
  address?: PatientAddressBody | null;
}

/** GET /v1/patients */
export class PatientSearchQuery extends PageQuery {
  @TextField({
    min: 0,
    max: 200,
    optional: true,
    description: 'Beginnings of names, a birth date, phone digits or an account number, in any order.',
    example: 'luk zo',
  })
  query?: string;
}
