import { PLAN_FREQUENCIES, type PlanFrequency } from '../../domain/plans/plan-schedule';
import type { BusinessDate } from '../../kernel/business-date';
import { isUuid, type InvoiceId, type PackageId, type PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import type { OpenPaymentPlanInput } from '../../modules/plans/open-payment-plan';
import { SIGNING_METHODS } from '../../modules/plans/payment-plan.view';
import type { Signature } from '../../modules/plans/plan-record';
import type { FormReader } from '../forms/form-reader';
import { shortText } from '../forms/short-text';
import type { FormValues } from '../http/posted-form';
import { billField } from './new-plan.page';

const MOST_INSTALLMENTS = 36;
const BILL = billField('');

export interface TypedTerms {
  readonly installments: number;
  readonly frequency: PlanFrequency;
  readonly firstDueOn: BusinessDate;
}

/** How many, how often, from when; nothing while something typed is wrong. */
export function readTerms(form: FormReader, values: FormValues): TypedTerms | undefined {
  const installments = form.wholeNumber('installments', { min: 1, max: MOST_INSTALLMENTS });
  if (installments === undefined) form.reject('installments', 'Enter how many installments.');
  const frequency = PLAN_FREQUENCIES.find((known) => known === values['frequency']);
  if (!frequency) form.reject('frequency', 'Choose how often.');
  const firstDueOn = form.date('firstDueOn', { needed: 'Enter the day the first installment is due.' });
  if (!form.isRight || installments === undefined || !frequency || !firstDueOn) return undefined;
  return { installments, frequency, firstDueOn };
}

/** A whole plan as it was typed. */
export function readPlan(
  form: FormReader,
  { patientId, values }: { readonly patientId: PatientId; readonly values: FormValues },
): Omit<OpenPaymentPlanInput, 'signature'> | undefined {
  const packageId = packageIn(values);
  const invoiceIds = Object.keys(values)
    .filter((name) => name.startsWith(BILL) && form.isChecked(name))
    .map((name) => name.slice(BILL.length))
    .filter(isUuid) as InvoiceId[];
  if (invoiceIds.length === 0 && !packageId) form.reject('bills', 'Tick at least one bill.');
  const downPayment = form.money('downPayment') ?? Money.ZERO;
  const terms = readTerms(form, values);
  if (!terms || !form.isRight) return undefined;
  const fromHeld = values['downBy'] === 'held' && downPayment.isPositive();
  const about = packageId ? { packageId } : { invoiceIds };
  return { ...terms, ...about, patientId, downPayment, down: fromHeld ? { fromHeld } : {} };
}

/** The package a form is about; nothing where it is about bills. */
export const packageIn = (values: FormValues): PackageId | undefined =>
  isUuid(values['package']) ? (values['package'] as PackageId) : undefined;

/** Who signed what was shown; nothing when nobody has. */
export function readSignature(form: FormReader, values: FormValues): Signature | undefined {
  const signedName = shortText(form, 'signedName', { max: 200 });
  if (signedName === undefined) return undefined;
  const method = SIGNING_METHODS.find((known) => known === values['method']) ?? 'paper';
  return { signedName, method, textSha256: values['textSha256'] };
}

/** The form's field of a pointer into the posted plan. */
export function planFieldOf(pointer: string): string | undefined {
  const [, first = ''] = pointer.split('/');
  if (first === 'downPaymentCents') return 'downPayment';
  if (first === 'invoiceIds') return 'bills';
  return ['installments', 'frequency', 'firstDueOn'].includes(first) ? first : undefined;
}
