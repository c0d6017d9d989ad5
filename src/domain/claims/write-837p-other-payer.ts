import { formatX12Amount } from '../x12/values';
import type { X12Writer } from '../x12/writer';
import { type ClaimForm, type OtherPayer, RESPONSIBILITIES } from './claim-form';
import { x12Name } from './claim-text';
import { adjustmentRows } from './write-837p-line';

/** Loops 2320 to 2330B: a plan that decided before the one this claim goes to. */
export function writeOtherPayer(writer: X12Writer, other: OtherPayer, { subscriber }: ClaimForm): void {
  writer.write(
    ['SBR', RESPONSIBILITIES[other.responsibility], '18', '', '', '', '', '', '', other.filingCode],
    ...adjustmentRows(other.adjustments),
    ['AMT', 'D', formatX12Amount(other.paid)],
    ['OI', '', '', 'Y', '', '', 'Y'],
    [
      'NM1',
      'IL',
      '1',
      x12Name(subscriber.lastName),
      x12Name(subscriber.firstName),
      subscriber.middleName === undefined ? '' : x12Name(subscriber.middleName),
      '',
      '',
      'MI',
      other.memberId,
    ],
    ['NM1', 'PR', '2', x12Name(other.payerName), '', '', '', '', 'PI', other.payerId],
  );
  if (other.payerClaimNumber !== undefined) writer.write(['REF', 'F8', other.payerClaimNumber]);
}
