import { BooleanField, IntField, ListField, ObjectField, TextField, UuidField } from '../../../platform/http/fields';
import { PoliciesBody } from './policies.dto';

/** A US postal address on the wire. */
export class AddressBody {
  @TextField({ example: '410 Sample St' })
  line1: string;

  @TextField({ nullable: true })
  line2: string | null;

  @TextField({ example: 'Portland' })
  city: string;

  @TextField({ min: 2, max: 2, example: 'OR' })
  state: string;

  @TextField({ example: '97202' })
  postalCode: string;
}

/** A location of the clinic on the wire. */
export class LocationBody {
  @UuidField({ readOnly: true })
  id: string;

  @TextField()
  name: string;

  @TextField({ description: 'CMS place-of-service code.', example: '11' })
  placeOfService: string;

  @TextField({ nullable: true, description: 'Type 2 NPI of the site when it has its own.' })
  npi: string | null;

  @ObjectField(() => AddressBody)
  address: AddressBody;
}

/** A provider of the clinic on the wire. */
export class ProviderBody {
  @UuidField({ readOnly: true })
  id: string;

  @TextField()
  firstName: string;

  @TextField()
  lastName: string;

  @TextField({ example: 'MD' })
  credentials: string;

  @TextField({ description: 'Type 1 NPI.', example: '1234567893' })
  npi: string;

  @TextField()
  licenseNumber: string;

  @TextField({ example: 'OR' })
  licenseState: string;

  @BooleanField({ description: 'Whether the provider has opted out of Medicare.' })
  isMedicareOptedOut: boolean;

  @TextField({ example: '2084P0800X' })
  taxonomyCode: string;
}

/** The caller's clinic on the wire. */
export class ClinicBody {
  @UuidField({ readOnly: true })
  id: string;

  @TextField({ readOnly: true, example: 'cascade' })
  slug: string;

  @TextField()
  name: string;

  @TextField()
  legalName: string;

  @TextField({ description: 'IANA zone that decides the business day.', example: 'America/Los_Angeles' })
  timeZone: string;

  @TextField({ description: 'Nine digits.', example: '991234567' })
  ein: string;

  @TextField({ description: 'Type 2 NPI.', example: '1999999984' })
  npi: string;

  @TextField()
  phone: string;

  @TextField()
  email: string;

  @ObjectField(() => AddressBody)
  address: AddressBody;

  @TextField({ max: 22, description: 'Text on card statements.' })
  statementDescriptor: string;

  @ObjectField(() => PoliciesBody)
  policies: PoliciesBody;

  @ListField(() => LocationBody)
  locations: LocationBody[];

  @ListField(() => ProviderBody)
  providers: ProviderBody[];

  @IntField({ readOnly: true, description: 'Send it back when changing the policies.' })
  version: number;
}
