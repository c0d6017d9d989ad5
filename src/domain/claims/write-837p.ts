import { compactIcd10Cm } from '../clinical-codes/icd10-cm';
import { formatX12Amount, formatX12Date } from '../x12/values';
import { type InterchangeHeader, writeInterchange } from '../x12/write-interchange';
import type { X12Row, X12Writer } from '../x12/writer';
import {
  type BillingProvider,
  CLAIM_FREQUENCIES,
  type ClaimAddress,
  type ClaimForm,
  type ClaimPerson,
  type ClaimProvider,
  type ClaimSubmitter,
  RESPONSIBILITIES,
} from './claim-form';
import { x12Name } from './claim-text';
import { writeLine } from './write-837p-line';
import { writeOtherPayer } from './write-837p-other-payer';

/** 837P implementation: Health Care Claim, Professional. */
export const IMPLEMENTATION_837P = '005010X222A1';

/** A file of claims of one clinic. */
export interface ClaimFile {
  readonly header: Omit<InterchangeHeader, 'functionalCode' | 'transactionSet' | 'implementation'>;
  /** BHT03: ours, comes back on the 277CA. */
  readonly reference: string;
  readonly submitter: ClaimSubmitter;
  readonly billing: BillingProvider;
  readonly claims: readonly ClaimForm[];
}

/**
 * Writes an 837P file (ASC X12N 005010X222A1; DOMAIN.md §5.3): the clinic as billing provider, under it every claim with
 * its subscriber. Checks nothing but that X12 can carry the text: claims are checked before (`claimFindings`).
 *
 * Errors: X12Error `element_invalid` for text that X12 cannot carry.
 */
export function write837p(file: ClaimFile): string {
  const header = { ...file.header, functionalCode: 'HC', transactionSet: '837', implementation: IMPLEMENTATION_837P };
  return writeInterchange(header, (writer) => {
    writeSubmitter(writer, file);
    writeBillingProvider(writer, file.billing);
    let level = 1;
    for (const claim of file.claims) level = writeClaim(writer, claim, level);
  });
}

function writeSubmitter(writer: X12Writer, { header, reference, submitter }: ClaimFile): void {
  const day = formatX12Date(header.at.toPlainDate());
  const minute = header.at.toPlainTime().toString().slice(0, 5).replace(':', '');
  writer.write(
    ['BHT', '0019', '00', reference, day, minute, 'CH'],
    ['NM1', '41', '2', x12Name(submitter.name), '', '', '', '', '46', submitter.id],
    ['PER', 'IC', x12Name(submitter.contactName), 'TE', submitter.contactPhone],
    ['NM1', '40', '2', x12Name(submitter.receiverName), '', '', '', '', '46', submitter.receiverId],
  );
}

function writeBillingProvider(writer: X12Writer, billing: BillingProvider): void {
  writer.write(['HL', 1, '', '20', 1]);
  if (billing.taxonomyCode !== undefined) writer.write(['PRV', 'BI', 'PXC', billing.taxonomyCode]);
  writer.write(
    ['NM1', '85', '2', x12Name(billing.name), '', '', '', '', 'XX', billing.npi],
    ...addressRows(billing.address),
    ['REF', 'EI', billing.ein],
  );
}

/** The claim with its hierarchical levels; answers the last of them. */
function writeClaim(writer: X12Writer, claim: ClaimForm, lastLevel: number): number {
  const { subscriber, dependent, payer } = claim;
  const level = lastLevel + 1;
  writer.write(
    ['HL', level, 1, '22', dependent ? 1 : 0],
    [
      'SBR',
      RESPONSIBILITIES[subscriber.responsibility],
      dependent ? '' : '18',
      subscriber.groupNumber,
      ...['', '', '', '', ''],
      subscriber.filingCode,
    ],
    personRow('IL', subscriber, subscriber.memberId),
    ...personDetails(subscriber),
    ['NM1', 'PR', '2', x12Name(payer.name), '', '', '', '', 'PI', payer.id],
  );
  if (dependent)
    writer.write(
      ['HL', level + 1, level, '23', 0],
      ['PAT', dependent.relationship],
      personRow('QC', dependent),
      ...personDetails(dependent),
    );
  writeClaimInformation(writer, claim);
  claim.lines.forEach((line, index) => writeLine(writer, line, index + 1));
  return dependent ? level + 1 : level;
}

function writeClaimInformation(writer: X12Writer, claim: ClaimForm): void {
  const { authorizationNumber, payerClaimNumber, patientPaid, note } = claim;
  const place = [claim.placeOfService, 'B', CLAIM_FREQUENCIES[claim.frequency]];
  writer.write(['CLM', claim.controlNumber, formatX12Amount(claim.total), '', '', place, 'Y', 'A', 'Y', 'Y']);
  if (patientPaid?.isPositive()) writer.write(['AMT', 'F5', formatX12Amount(patientPaid)]);
  if (authorizationNumber !== undefined) writer.write(['REF', 'G1', authorizationNumber]);
  if (payerClaimNumber !== undefined) writer.write(['REF', 'F8', payerClaimNumber]);
  if (note !== undefined) writer.write(['NTE', 'ADD', x12Name(note)]);
  writer.write([
    'HI',
    ...claim.diagnoses.map((code, index) => [index === 0 ? 'ABK' : 'ABF', compactIcd10Cm(code)] as const),
  ]);
  if (claim.rendering) writeProvider(writer, '82', claim.rendering);
  if (claim.facility) {
    const { name, npi, address } = claim.facility;
    const id = npi === undefined ? [] : ['', '', '', '', 'XX', npi];
    writer.write(['NM1', '77', '2', x12Name(name), ...id], ...addressRows(address));
  }
  if (claim.supervising) writeProvider(writer, 'DQ', claim.supervising);
  claim.otherPayers?.forEach((other) => writeOtherPayer(writer, other, claim));
}

function writeProvider(writer: X12Writer, entity: '82' | 'DQ', provider: ClaimProvider): void {
  writer.write([
    'NM1',
    entity,
    '1',
    x12Name(provider.lastName),
    x12Name(provider.firstName),
    ...['', '', ''],
    'XX',
    provider.npi,
  ]);
  if (provider.taxonomyCode !== undefined) writer.write(['PRV', 'PE', 'PXC', provider.taxonomyCode]);
}

/** NM1 of a person; with a member id when the plan knows them by one. */
export function personRow(entity: string, person: ClaimPerson, memberId?: string): X12Row {
  const id = memberId === undefined ? [] : ['', '', 'MI', memberId];
  const middle = person.middleName === undefined ? '' : x12Name(person.middleName);
  return ['NM1', entity, '1', x12Name(person.lastName), x12Name(person.firstName), middle, ...id];
}

function personDetails({ address, dateOfBirth, sex }: ClaimPerson): X12Row[] {
  return [
    ...(address ? addressRows(address) : []),
    ...(dateOfBirth ? [['DMG', 'D8', formatX12Date(dateOfBirth), sex ?? 'U'] as const] : []),
  ];
}

const addressRows = ({ line1, line2, city, state, postalCode }: ClaimAddress): X12Row[] => [
  ['N3', x12Name(line1), line2 === undefined ? '' : x12Name(line2)],
  ['N4', x12Name(city), state, postalCode.replace('-', '')],
];
