import { CentsField, InstantField, TextField, UuidField } from '../../platform/http/fields';

/** A hosted checkout to send the patient to. */
export class CheckoutBody {
  @UuidField() paymentId: string;
  @TextField({ max: 2000, description: 'The hosted page.' }) url: string;
  @InstantField() expiresAt: string;
  @CentsField() amountCents: number;
  @TextField({ max: 2000, description: 'The patient’s permanent page: it outlives the hosted one.' })
  payLinkUrl: string;
}
