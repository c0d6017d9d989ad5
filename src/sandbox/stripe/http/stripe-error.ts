import type { ObjectKind } from '../store/documents';

/** The members of Stripe's error object that the sandbox uses. */
export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  network_decline_code?: string;
  charge?: string;
  doc_url?: string;
  payment_intent?: object;
  setup_intent?: object;
  payment_method?: object;
}

/** A refusal answered as Stripe words it. Thrown, it undoes the request's writes. */
export class StripeFailure extends Error {
  override readonly name = 'StripeFailure';

  constructor(
    readonly status: number,
    readonly error: ErrorBody,
  ) {
    super(error.message);
  }
}

/** 400 invalid_request_error. */
export const invalidRequest = (message: string, detail: { code?: string; param?: string } = {}): StripeFailure =>
  new StripeFailure(400, { type: 'invalid_request_error', message, ...detail, ...docUrl(detail.code) });

const NOUNS: Partial<Record<ObjectKind, string>> = {
  'checkout.session': 'checkout.session',
  payment_method: 'PaymentMethod',
};

/** 404 (for the object of the path) or 400 (for one named in a parameter) resource_missing. */
export function resourceMissing(kind: ObjectKind, id: string, param?: string): StripeFailure {
  const noun = NOUNS[kind] ?? kind;
  return new StripeFailure(param === undefined ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${noun}: '${id}'`,
    param: param ?? 'id',
    ...docUrl('resource_missing'),
  });
}

/** 400 when an object's state does not allow the call, for example canceling what has succeeded. */
export const unexpectedState = (code: string, message: string): StripeFailure => invalidRequest(message, { code });

/** 400 parameter_missing. */
export const parameterMissing = (param: string): StripeFailure =>
  invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

/** Where Stripe documents an error code. */
export const docUrl = (code: string | undefined): { doc_url?: string } =>
  code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` };
