import {
  BooleanField,
  CentsField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextListField,
  UuidField,
} from '../../../platform/http/fields';
import { OFFERABLE_TENDERS, type OfferableTender } from '../clinic-policies';

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

/** Words of the pay page. */
export class PayPageWordingBody {
  @TextField({ max: 80, example: 'Pay your bill' })
  title: string;

  @TextField({ max: 500, multiline: true })
  message: string;
}

/** A clinic's policies on the wire. */
export class PoliciesBody {
  @TextListField({ values: OFFERABLE_TENDERS, example: ['cash', 'hsa_fsa_card'] })
  offeredTenders: OfferableTender[];

  @IntField({ min: 0, max: 365, description: 'Days from an invoice until it is due.' })
  invoiceDueDays: number;

  @ObjectField(() => PayPageWordingBody)
  payPage: PayPageWordingBody;

  @CentsField({ description: 'An adjustment above this waits for a second person.', example: 10_000 })
  adjustmentApprovalCents: number;

  @CentsField({ description: 'A refund above this waits for a second person.', example: 100_000 })
  refundApprovalCents: number;

  @CentsField({ description: 'A balance of at most this may be written off as too small to collect.', example: 999 })
  smallBalanceCents: number;

  @IntField({
    min: 6,
    max: 120,
    description: 'Months after which a credit nobody has touched is unclaimed property, as the clinic’s state says.',
    example: 36,
  })
  unclaimedAfterMonths: number;
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

/** Body of PATCH /v1/clinic/policies. */
export class UpdatePoliciesDto {
  @IntField({ min: 1, description: 'The `version` you read.' })
  version: number;

  @TextListField({ values: OFFERABLE_TENDERS, minItems: 1, maxItems: 20, optional: true })
  offeredTenders?: OfferableTender[];

  @IntField({ min: 0, max: 365, optional: true })
  invoiceDueDays?: number;

  @ObjectField(() => PayPageWordingBody, { optional: true })
  payPage?: PayPageWordingBody;

  @CentsField({ optional: true, max: 100_000_000 })
  adjustmentApprovalCents?: number;

  @CentsField({ optional: true, max: 100_000_000 })
  refundApprovalCents?: number;

  @CentsField({ optional: true, max: 100_000_000 })
  smallBalanceCents?: number;

  @IntField({ min: 6, max: 120, optional: true })
  unclaimedAfterMonths?: number;
}
