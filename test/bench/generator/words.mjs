// What the other parts of the generator speak of: its made-up people and prices, ids and dice, written as SQL.

/** What an id is of; it stands in the id, so that no two things share one. */
export const KIND = {
  location: 1,
  provider: 2,
  patient: 3,
  coverage: 4,
  visit: 5,
  invoice: 6,
  charge: 7,
  adjustment: 8,
  payment: 9,
  tender: 10,
  receipt: 11,
  refund: 12,
  refundTender: 13,
  plan: 14,
  claim: 15,
  claimBatch: 16,
  remittance: 17,
  remittanceClaim: 18,
  share: 19,
  file: 20,
  routing: 21,
  chargeEntry: 22,
  adjustmentEntry: 23,
  tenderEntry: 24,
  feeEntry: 25,
  refundEntry: 26,
  claimEntry: 27,
  audit: 28,
  claimEvent: 29,
};

/** What a visit is charged, US cents; a group session is priced on a sliding scale. */
export const PRICES = { intake: 22_000, integration: 17_000, 'experiential-im': 55_000, 'group-im': 22_000 };
export const SCALED_CENTS = 18_000;

export const LOCATIONS = ['Harbor', 'Midtown', 'Airport', 'Lakeside'];
export const PROVIDERS = [
  'Nadia Okafor',
  'Tomas Lindqvist',
  'Priya Raman',
  'Ellen Castillo',
  'Jonas Weber',
  'Mei Tanaka',
];
export const PAYERS = ['Example Payer', 'Sample Mutual', 'Placeholder Health'];
export const FIRST_NAMES = [
  'Ada',
  'Bruno',
  'Chloe',
  'Dario',
  'Elif',
  'Farah',
  'Gwen',
  'Hugo',
  'Ines',
  'Jamal',
  'Katya',
  'Liam',
];
export const LAST_NAMES = [
  'Abara',
  'Brandt',
  'Costa',
  'Demir',
  'Eriksen',
  'Fontaine',
  'Garcia',
  'Hale',
  'Ivanov',
  'Jensen',
  'Kim',
  'Lopez',
  'Moreau',
  'Novak',
];

/** A UUIDv7 made of the moment, the kind and the number: the same in every run. Moments count in reports as of the past. */
export const id = (kind, at, n) => `pg_temp.made_id(${KIND[kind]}, ${at}, ${n})`;

/** A number from 0 to `sides` − 1, decided by the seed, the thing rolled for and its number. */
export const dice = (what, n, sides) => `pg_temp.dice(${what}, ${n}, ${sides})`;

/** One of a list of SQL texts. */
export const oneOf = (texts, dice) => `(ARRAY[${texts.map((text) => `'${text}'`).join(', ')}])[1 + ${dice}]`;

export const functions = (seed) => `
  -- Stable, as its moment is: a function that says more than that is called for each id instead of being part of the statement.
  CREATE OR REPLACE FUNCTION pg_temp.made_id(kind int, at timestamptz, n bigint) RETURNS uuid LANGUAGE sql STABLE AS
    $$ SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid $$;
  CREATE OR REPLACE FUNCTION pg_temp.dice(what int, n bigint, sides int) RETURNS int LANGUAGE sql IMMUTABLE AS
    $$ SELECT ((hashint8extended(n * 64 + what, ${seed}) & 9223372036854775807) % sides)::int $$;`;
