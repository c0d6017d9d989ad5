import { isIcd10Cm } from '../clinical-codes/icd10-cm';
import { Money } from '../../kernel/money';
import { x12Text } from '../x12/text';
import type { ClaimForm } from './claim-form';
import type { ClaimToCheck } from './claim-to-check';
import { isBundleCode, isDrugCode, isEsketamineCode } from './esketamine';
import { type Finding, findingIs, unless, warnUnless } from './finding';
import { lineFindings } from './line-findings';
import { billingFindings, providerFindings, subscriberFindings } from './party-findings';

const GUIDE = 'X12 005010X222A1';
const UNSPECIFIED = ['F32.9', 'F32.A', 'F33.9'];

/**
 * Everything that is wrong with a claim before it is sent, in the order of the form; without errors it may go. What a
 * clearinghouse or payer would turn back is found here, where it is cheap (DOMAIN.md §5.3, §3).
 */
export function claimFindings(claim: ClaimToCheck): Finding[] {
  return [
    ...billingFindings(claim.billing),
    ...subscriberFindings(claim),
    ...providerFindings(claim.form),
    ...headerFindings(claim.form),
    ...diagnosisFindings(claim.form),
    ...claim.form.lines.flatMap((line, index) =>
      lineFindings(line, {
        pointer: `/lines/${index}`,
        diagnosisCount: claim.form.diagnoses.length,
        today: claim.today,
      }),
    ),
    ...bundleFindings(claim),
    ...priorPayerFindings(claim.form),
    ...textFindings(claim),
  ];
}

function headerFindings(form: ClaimForm): Finding[] {
  const total = Money.sum(form.lines.map((line) => line.amount));
  const isOriginal = form.frequency === 'original';
  return [
    ...unless(
      /^[A-Z0-9-]{1,20}$/.test(form.controlNumber),
      findingIs(
        'control_number_invalid',
        '/controlNumber',
        'The control number may have 20 letters and digits.',
        `${GUIDE} 2300 CLM01`,
      ),
    ),
    ...unless(
      /^\d{2}$/.test(form.placeOfService),
      findingIs(
        'place_of_service_invalid',
        '/placeOfService',
        'Choose where the care was given.',
        `${GUIDE} 2300 CLM05-1`,
      ),
    ),
    ...unless(
      isOriginal || form.payerClaimNumber !== undefined,
      findingIs(
        'payer_claim_number_missing',
        '/payerClaimNumber',
        'To replace or void a claim, the payer’s own number of it is needed.',
        `${GUIDE} 2300 REF*F8`,
      ),
    ),
    ...unless(
      form.lines.length > 0,
      findingIs('lines_missing', '/lines', 'A claim needs at least one line.', `${GUIDE} 2400`),
    ),
    ...unless(
      form.lines.length <= 50,
      findingIs('too_many_lines', '/lines', 'A claim has at most 50 lines; split the visit.', `${GUIDE} 2400 LX`),
    ),
    ...unless(
      form.total.equals(total),
      findingIs(
        'total_mismatch',
        '/total',
        `The total must be the sum of the lines, ${total.format()}.`,
        `${GUIDE} 2300 CLM02`,
      ),
    ),
  ];
}

function diagnosisFindings({ diagnoses, lines }: ClaimForm): Finding[] {
  const isSpravato = lines.some((line) => isEsketamineCode(line.procedureCode));
  return [
    ...unless(
      diagnoses.length > 0,
      findingIs('diagnosis_missing', '/diagnoses', 'A claim needs a diagnosis.', `${GUIDE} 2300 HI`),
    ),
    ...unless(
      diagnoses.length <= 12,
      findingIs('too_many_diagnoses', '/diagnoses', 'A claim has at most twelve diagnoses.', `${GUIDE} 2300 HI`),
    ),
    ...diagnoses.flatMap((code, index) => [
      ...unless(
        isIcd10Cm(code),
        findingIs('diagnosis_invalid', `/diagnoses/${index}`, 'This is not an ICD-10-CM code.', `${GUIDE} 2300 HI`),
      ),
      ...warnUnless(
        !isSpravato || !UNSPECIFIED.includes(code),
        findingIs(
          'diagnosis_unspecified',
          `/diagnoses/${index}`,
          'Payers expect severity and episode on a Spravato claim, not an unspecified code.',
          'DOMAIN.md §3.4',
        ),
      ),
    ]),
  ];
}

function bundleFindings({ form, planType, expectedCodes, codesWithoutShares = [] }: ClaimToCheck): Finding[] {
  const codes = form.lines.map((line) => line.procedureCode);
  const bundleAt = codes.findIndex(isBundleCode);
  const drugAt = codes.findIndex(isDrugCode);
  const forgotten = expectedCodes.filter((code) => !codes.includes(code));
  return [
    ...unless(
      bundleAt < 0 || codes.length === 1,
      findingIs(
        'bundle_with_other_codes',
        `/lines/${bundleAt}`,
        'G2082 and G2083 hold the visit, the drug and the observation: no other code goes with them that day.',
        'DOMAIN.md §3.3 set A',
      ),
    ),
    ...unless(
      planType !== 'medicare' || drugAt < 0,
      findingIs(
        'medicare_wants_bundle',
        `/lines/${drugAt}`,
        'Medicare takes G2082 or G2083, not the drug by the milligram.',
        'DOMAIN.md §3.3 set A',
      ),
    ),
    ...warnUnless(
      forgotten.length === 0,
      findingIs(
        'code_of_set_not_billed',
        '/lines',
        `The clinic’s code set bills this service with ${forgotten.join(', ')} as well.`,
        'the clinic’s code sets',
      ),
    ),
    ...warnUnless(
      codesWithoutShares.length === 0,
      findingIs(
        'code_shares_assumed',
        '/lines',
        `The charge was divided evenly over ${codesWithoutShares.join(', ')}; say in the code set what each is charged at.`,
        'DOMAIN.md §3.3',
      ),
    ),
  ];
}

/** What the payer before decided has to be there for every line, and to add up: the next one works from it. */
function priorPayerFindings({ otherPayers = [], lines }: ClaimForm): Finding[] {
  return otherPayers.flatMap(({ payerId }) =>
    lines.flatMap((line, index) => {
      const decided = line.adjudications?.find((one) => one.payerId === payerId);
      const left = decided && line.amount.minus(Money.sum(decided.adjustments.map(({ amount }) => amount)));
      return [
        ...unless(
          decided !== undefined,
          findingIs(
            'prior_payer_line_missing',
            `/lines/${index}`,
            'The payer before has not decided about this line.',
            `${GUIDE} 2430 SVD`,
          ),
        ),
        ...unless(
          !decided || !left || left.equals(decided.paid),
          findingIs(
            'prior_payer_unbalanced',
            `/lines/${index}`,
            'What the payer before paid is not the charge less its adjustments.',
            `${GUIDE} 2430 CAS`,
          ),
        ),
      ];
    }),
  );
}

/** X12 has no escape: text with a delimiter or in another script cannot be sent. */
function textFindings({ form, billing }: ClaimToCheck): Finding[] {
  const { subscriber, rendering, payer } = form;
  const texts: readonly (readonly [string, string | undefined])[] = [
    ['/billing/name', billing.name],
    ['/billing/address/line1', billing.address.line1],
    ['/subscriber/lastName', subscriber.lastName],
    ['/subscriber/firstName', subscriber.firstName],
    ['/subscriber/middleName', subscriber.middleName],
    ['/subscriber/memberId', subscriber.memberId],
    ['/subscriber/address/line1', subscriber.address?.line1],
    ['/subscriber/address/line2', subscriber.address?.line2],
    ['/subscriber/address/city', subscriber.address?.city],
    ['/payer/name', payer.name],
    ['/payer/id', payer.id],
    ['/rendering/lastName', rendering?.lastName],
    ['/rendering/firstName', rendering?.firstName],
    ['/authorizationNumber', form.authorizationNumber],
    ['/note', form.note],
    ...form.lines.map((line, index) => [`/lines/${index}/note`, line.note] as const),
  ];
  return texts.flatMap(([pointer, text]) =>
    unless(
      text === undefined || x12Text(text) !== undefined,
      findingIs(
        'text_not_sendable',
        pointer,
        'Write this in Latin letters as the insurer has it, without * ~ : ^.',
        'X12.6 §3.3',
      ),
    ),
  );
}
