import { compactIcd10Cm } from '../clinical-codes/icd10-cm';
import type { BusinessDate } from '../../kernel/business-date';
import { Money } from '../../kernel/money';
import type { PlanType } from '../routing/routing-facts';
import {
  CLAIM_FREQUENCIES,
  type BillingProvider,
  type ClaimAddress,
  type ClaimForm,
  type ClaimPerson,
} from './claim-form';
import type { Cms1500Box, Cms1500LineBox } from './cms1500-boxes';
import { boxAmount, cms1500Lines } from './cms1500-lines';
import { x12Name } from './claim-text';

/** What the paper says that the electronic claim does not. */
export interface Cms1500Facts {
  readonly form: ClaimForm;
  readonly billing: BillingProvider;
  readonly planType: PlanType;
  /** Ten digits. */
  readonly billingPhone: string;
  readonly patientPhone?: string;
  /** With credentials, as on the clinic's letters. */
  readonly renderedBy: string;
  readonly signedOn: BusinessDate;
  /** A plan the patient has besides this one and the ones asked before. */
  readonly hasFurtherPlan: boolean;
}

/** One sheet: every box that says something, and up to six lines. */
export interface Cms1500Sheet {
  readonly boxes: Readonly<Partial<Record<Cms1500Box, string>>>;
  readonly lines: readonly Readonly<Partial<Record<Cms1500LineBox, string>>>[];
  /** Box 28, of this sheet. */
  readonly totalCharge: Money;
  /** Box 29: by plans asked before and the patient. */
  readonly amountPaid: Money;
}

/** Lines a sheet has room for (24). */
const LINES_A_SHEET = 6;
const LETTERS = 'ABCDEFGHIJKL';
const ON_FILE = 'SIGNATURE ON FILE';

/** Box 1; the form knows no commercial plan but a group's. */
const COVERAGES: Readonly<Record<PlanType, string>> = {
  medicare: 'MEDICARE',
  medicaid: 'MEDICAID',
  commercial: 'GROUP HEALTH PLAN',
  other: 'OTHER',
};

/** `11 10 2026`. */
const boxDay = (day: BusinessDate): string => {
  const [year = '', month = '', date = ''] = day.toString().split('-');
  return `${month} ${date} ${year}`;
};

/**
 * The sheets of a claim as the National Uniform Claim Committee's instructions for the form 02/12 want them (DOMAIN.md
 * §4.1): upper case without punctuation, diagnoses without their dot, codes without a word of what they mean. A claim with
 * more than six lines takes several sheets, each complete with its own total; what was paid before is divided over them.
 */
export function cms1500Of(facts: Cms1500Facts): Cms1500Sheet[] {
  const { lines, otherPayers = [], patientPaid = Money.ZERO } = facts.form;
  const parts = Array.from({ length: Math.max(Math.ceil(lines.length / LINES_A_SHEET), 1) }, (_, index) =>
    lines.slice(index * LINES_A_SHEET, (index + 1) * LINES_A_SHEET),
  );
  const charges = parts.map((part) => Money.sum(part.map((line) => line.amount)));
  const paid = Money.sum([patientPaid, ...otherPayers.map((other) => other.paid)]);
  const paidParts = paid.isZero() ? [] : paid.allocate(charges.map((charge) => charge.toCents()));
  return parts.map((part, index) => {
    const totalCharge = charges[index] ?? Money.ZERO;
    const amountPaid = paidParts[index] ?? Money.ZERO;
    return {
      boxes: filled({
        ...planBoxes(facts),
        ...patientBoxes(facts),
        ...conditionBoxes(facts),
        ...billingBoxes(facts),
        '28': boxAmount(totalCharge),
        '29': amountPaid.isZero() ? undefined : boxAmount(amountPaid),
      }),
      lines: cms1500Lines(part, facts.form),
      totalCharge,
      amountPaid,
    };
  });
}

type Boxes = Partial<Record<Cms1500Box, string | undefined>>;

function filled(boxes: Boxes): Partial<Record<Cms1500Box, string>> {
  const entries = Object.entries(boxes).filter(([, text]) => text !== undefined && text !== '');
  return Object.fromEntries(entries) as Partial<Record<Cms1500Box, string>>;
}

/** Letters, digits and spaces: the form is read by machines. Suffixes and hyphens stay. */
const plain = (text: string): string =>
  x12Name(text)
    .replace(/[.,'#]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const nameOf = ({ lastName, firstName, middleName }: ClaimPerson): string =>
  [lastName, firstName, middleName?.slice(0, 1)]
    .filter(Boolean)
    .map((part) => plain(part ?? ''))
    .join(', ');

const addressLines = ({ line1, line2, city, state, postalCode }: ClaimAddress): string[] => [
  plain([line1, line2].filter(Boolean).join(' ')),
  `${plain(city)} ${state} ${postalCode.replace('-', '')}`,
];

function planBoxes({ form, planType, hasFurtherPlan }: Cms1500Facts): Boxes {
  const { subscriber, payer, otherPayers = [] } = form;
  const [before] = otherPayers;
  // Medicare leaves the insured's boxes empty while it is asked first, and wants the word NONE.
  const isMedicareFirst = planType === 'medicare' && !before;
  return {
    carrier: `${plain(payer.name)}\n${payer.id}`,
    '1': COVERAGES[planType],
    '1a': subscriber.memberId.replace(/[^A-Za-z0-9]/g, '').toUpperCase(),
    '4': isMedicareFirst ? undefined : nameOf(subscriber),
    '9': before && nameOf(subscriber),
    '9a': before && before.memberId.replace(/[^A-Za-z0-9]/g, '').toUpperCase(),
    '9d': before && plain(before.payerName),
    '11': isMedicareFirst ? 'NONE' : subscriber.groupNumber && plain(subscriber.groupNumber),
    '11c': isMedicareFirst ? undefined : plain(payer.name),
    '11d': before || hasFurtherPlan ? 'YES' : 'NO',
  };
}

function patientBoxes({ form, patientPhone }: Cms1500Facts): Boxes {
  const { subscriber, dependent } = form;
  const patient = dependent ?? subscriber;
  const { address, dateOfBirth, sex } = patient;
  const place = address && {
    street: plain([address.line1, address.line2].filter(Boolean).join(' ')),
    city: plain(address.city),
    state: address.state,
    zip: address.postalCode.replace('-', ''),
  };
  return {
    '2': nameOf(patient),
    '3': dateOfBirth && boxDay(dateOfBirth),
    '3.sex': sex === 'U' ? undefined : sex,
    '5': place?.street,
    '5.city': place?.city,
    '5.state': place?.state,
    '5.zip': place?.zip,
    '5.phone': patientPhone?.replace(/\D/g, '').slice(-10),
    '6': dependent ? 'OTHER' : 'SELF',
    '7': dependent ? undefined : place?.street,
    '7.city': dependent ? undefined : place?.city,
    '7.state': dependent ? undefined : place?.state,
    '7.zip': dependent ? undefined : place?.zip,
    '11a': subscriber.dateOfBirth && boxDay(subscriber.dateOfBirth),
    '11a.sex': subscriber.sex === 'U' ? undefined : subscriber.sex,
  };
}

function conditionBoxes({ form }: Cms1500Facts): Boxes {
  const { diagnoses, frequency, payerClaimNumber, authorizationNumber, note } = form;
  return {
    '10a': 'NO',
    '10b': 'NO',
    '10c': 'NO',
    '12': ON_FILE,
    '13': ON_FILE,
    '19': note && plain(note),
    '20': 'NO',
    '21.ind': '0',
    ...Object.fromEntries(
      diagnoses.slice(0, LETTERS.length).map((code, index) => [`21${LETTERS.charAt(index)}`, compactIcd10Cm(code)]),
    ),
    '22': frequency === 'original' ? undefined : CLAIM_FREQUENCIES[frequency],
    '22.ref': frequency === 'original' ? undefined : payerClaimNumber,
    '23': authorizationNumber,
  };
}

function billingBoxes({ form, billing, billingPhone, renderedBy, signedOn }: Cms1500Facts): Boxes {
  const { facility } = form;
  return {
    '25': billing.ein,
    '25.type': 'EIN',
    '26': form.controlNumber,
    '27': 'YES',
    '31': plain(renderedBy),
    '31.date': boxDay(signedOn),
    '32': facility && [plain(facility.name), ...addressLines(facility.address)].join('\n'),
    '32a': facility?.npi,
    '33': [plain(billing.name), ...addressLines(billing.address)].join('\n'),
    '33.phone': billingPhone,
    '33a': billing.npi,
    '33b': billing.taxonomyCode && `ZZ${billing.taxonomyCode}`,
  };
}
