import fc from 'fast-check';
import { remittanceReader } from '../../../../src/domain/claims/read-835';
import type { Remittance } from '../../../../src/domain/claims/remittance';
import { readX12 } from '../../../../src/domain/x12/envelope';
import { formatX12Amount } from '../../../../src/domain/x12/values';
import { Money } from '../../../../src/kernel/money';

/** `['CO', '45', 21000]`: group, reason, cents. */
export type Cas = readonly [group: string, reason: string, cents: number];

export interface LineText {
  readonly code: string;
  readonly cents: number;
  readonly paid: number;
  readonly control?: string;
  readonly cas: readonly Cas[];
}

export interface ClaimText {
  readonly control: string;
  readonly status?: string;
  readonly cents: number;
  readonly paid: number;
  readonly share?: number;
  readonly filing?: string;
  readonly icn?: string;
  readonly cas?: readonly Cas[];
  readonly lines?: readonly LineText[];
}

export interface RemittanceText {
  readonly trace?: string;
  /** What its claims and provider adjustments add up to unless told. */
  readonly cents?: number;
  readonly payeeNpi?: string;
  readonly claims: readonly ClaimText[];
  readonly plb?: readonly (readonly [reason: string, cents: number])[];
}

const amount = (cents: number): string => formatX12Amount(Money.cents(cents));
const casOf = (cas: readonly Cas[] = []): string[] =>
  cas.map(([group, reason, cents]) => `CAS*${group}*${reason}*${amount(cents)}`);

const shareOf = ({ cas = [], lines = [] }: ClaimText): number =>
  [...cas, ...lines.flatMap((line) => line.cas)]
    .filter(([group]) => group === 'PR')
    .reduce((sum, [, , cents]) => sum + cents, 0);

function claimSegments(claim: ClaimText): string[] {
  const { control, status = '1', cents, paid, filing = '12', icn = 'ICN777', lines = [] } = claim;
  return [
    `CLP*${control}*${status}*${amount(cents)}*${amount(paid)}*${amount(claim.share ?? shareOf(claim))}*${filing}*${icn}*11*1`,
    ...casOf(claim.cas),
    'NM1*QC*1*DOE*JANE****MI*W123456789',
    ...lines.flatMap((line) => [
      `SVC*HC:${line.code}*${amount(line.cents)}*${amount(line.paid)}**1`,
      'DTM*472*20261110',
      ...casOf(line.cas),
      ...(line.control === undefined ? [] : [`REF*6R*${line.control}`]),
    ]),
  ];
}

/** An 835 as a payer would send it, counted and closed. */
export function remittanceText(remittance: RemittanceText): string {
  const { trace = 'EFT0001234', payeeNpi = '1999999984', claims, plb = [] } = remittance;
  const total =
    remittance.cents ??
    claims.reduce((sum, claim) => sum + claim.paid, 0) - plb.reduce((sum, [, cents]) => sum + cents, 0);
  const body = [
    'ST*835*0001',
    `BPR*I*${amount(total)}*C*ACH*CCP*01*111111111*DA*1*1512345678**01*222222222*DA*2*20261201`,
    `TRN*1*${trace}*1512345678`,
    'DTM*405*20261201',
    'N1*PR*EXAMPLE PAYER',
    `N1*PE*EXAMPLE CLINIC PC*XX*${payeeNpi}`,
    'LX*1',
    ...claims.flatMap(claimSegments),
    ...plb.map(([reason, cents]) => `PLB*${payeeNpi}*20261231*${reason}:REF1*${amount(cents)}`),
  ];
  return [
    'ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *261201*0900*^*00501*000000002*0*T*:',
    'GS*HP*PAYER*CLINIC*20261201*0900*1*X*005010X221A1',
    ...body,
    `SE*${body.length + 1}*0001`,
    'GE*1*1',
    'IEA*1*000000002',
  ]
    .map((segment) => `${segment}~\n`)
    .join('');
}

export const readRemittance = (text: string): Remittance => readX12(text, remittanceReader)[0] as Remittance;

/** A claim of up to four lines that balances, each line cut into paid, contract, coinsurance and denial. */
export const balancedClaim = (control: string): fc.Arbitrary<ClaimText> =>
  fc
    .array(
      fc.tuple(
        fc.integer({ min: 0, max: 90_000 }),
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: 1, max: 9_999 }),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((parts): ClaimText => {
      const lines = parts.map(([paid, contract, share, denied], index): LineText => ({
        code: index === 0 ? 'J0013' : `9921${index + 1}`,
        control: `L000${index + 1}`,
        cents: paid + contract + share + denied,
        paid,
        cas: [
          ['CO', '45', contract],
          ['PR', '2', share],
          ['CO', '197', denied],
        ],
      }));
      const sum = (pick: (line: LineText) => number): number => lines.reduce((total, line) => total + pick(line), 0);
      return { control, cents: sum((line) => line.cents), paid: sum((line) => line.paid), lines };
    });

/** The claim of scenario S3. */
export const S3_CLAIM: ClaimText = {
  control: 'PCN0001',
  cents: 120000,
  paid: 72000,
  lines: [
    {
      code: 'J0013',
      control: 'L0001',
      cents: 85000,
      paid: 51200,
      cas: [
        ['CO', '45', 21000],
        ['PR', '2', 12800],
      ],
    },
    {
      code: '99215',
      control: 'L0002',
      cents: 35000,
      paid: 20800,
      cas: [
        ['CO', '45', 9000],
        ['PR', '2', 5200],
      ],
    },
  ],
};
