import type { ClaimId } from '../../kernel/ids';
import type { VisitView } from '../../modules/charges/visit.view';
import type { ConvertToSelfPayInput } from '../../modules/claims/convert-to-self-pay';
import type { RecordManufacturerCopayInput } from '../../modules/claims/record-manufacturer-copay';
import { readSigned } from '../coverage/coverage-forms';
import type { FormReader } from '../forms/form-reader';
import { shortText } from '../forms/short-text';
import type { AgreedService } from './claim-deeds.page';

const REFERENCE_LENGTH = 200;

/** A few words for the file. */
export const readNote = (form: FormReader): string | undefined =>
  shortText(form, 'note', { needed: 'Say it in a few words.' });

/** The services of a claim's visit that went to insurance, each with its box. */
export function agreedServices({ charges }: VisitView): (AgreedService & { readonly code: string })[] {
  const insured = charges.filter(({ route, voidedAt }) => route.destination === 'insurance' && voidedAt === null);
  const names = new Map(insured.map(({ serviceCode, description }) => [serviceCode, description]));
  return [...names].map(([code, name]) => ({ code, name, field: `service.${code}` }));
}

/** The signed agreement as it was typed, or nothing while something in it is wrong. */
export function readAgreement(
  form: FormReader,
  about: { readonly claimId: ClaimId; readonly visit: VisitView; readonly timeZone: string },
): ConvertToSelfPayInput | undefined {
  const serviceCodes = agreedServices(about.visit)
    .filter(({ field }) => form.isChecked(field))
    .map(({ code }) => code);
  if (serviceCodes.length === 0) form.reject('services', 'Tick each service the agreement names.');
  const amount = form.money('amount', { needed: 'Enter the price the patient agreed to.' });
  const signedAt = readSigned(form, about.timeZone);
  const reference = shortText(form, 'reference', { max: REFERENCE_LENGTH });
  if (!form.isRight || !amount || !signedAt) return undefined;
  return { claimId: about.claimId, agreement: { serviceCodes, amount, signedAt, reference } };
}

/** What the manufacturer takes over, or nothing while something typed is wrong. */
export function readCopay(form: FormReader, claimId: ClaimId): RecordManufacturerCopayInput | undefined {
  const amount = form.money('amount', { needed: 'Enter what the program takes over.' });
  if (amount?.isZero()) form.reject('amount', 'Enter an amount above zero.');
  const reference = shortText(form, 'reference', {
    max: REFERENCE_LENGTH,
    needed: 'Enter the program’s own number of it.',
  });
  return form.isRight && amount && reference ? { claimId, amount, reference } : undefined;
}
