import { ELIGIBILITY_BENEFITS } from '../../domain/eligibility/eligibility-response';
import type { CoverageId } from '../../kernel/ids';
import type { RecordEligibilityInput } from '../../modules/coverage/record-eligibility';
import type { FormReader } from '../forms/form-reader';
import { shortText } from '../forms/short-text';
import { readPercent } from './coverage-forms';

const PLAN_NAME_LENGTH = 100;
const ANSWERS = ['yes', 'no'] as const;

/** What a payer said when it was asked, or nothing while something typed is wrong. */
export function readEligibility(form: FormReader, coverageId: CoverageId): RecordEligibilityInput | undefined {
  const benefit = form.choice('benefit', ELIGIBILITY_BENEFITS, { needed: 'Choose which benefit it is about.' });
  const checkedOn = form.date('checkedOn', { needed: 'Enter the day the payer was asked.' });
  const active = form.choice('active', ANSWERS, { needed: 'Say whether the plan is in effect.' });
  const planName = shortText(form, 'planName', { max: PLAN_NAME_LENGTH });
  const copay = form.money('copay');
  const coinsuranceBasisPoints = readPercent(form, 'coinsurance');
  const deductibleRemaining = form.money('deductibleRemaining');
  const outOfPocketRemaining = form.money('outOfPocketRemaining');
  const serviceCode = form.text('serviceCode');
  if (!form.isRight || !benefit || !checkedOn || !active) return undefined;
  return {
    coverageId,
    benefit,
    checkedOn,
    isActive: active === 'yes',
    planName,
    copay,
    coinsuranceBasisPoints,
    deductibleRemaining,
    outOfPocketRemaining,
    serviceCode,
  };
}

/** The form's field of a pointer into what is written down. */
export const eligibilityFieldOf = (pointer: string): string | undefined => pointer.split('/')[1];
