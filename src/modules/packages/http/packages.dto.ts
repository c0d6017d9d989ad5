import type { PatientId } from '../../../kernel/ids';
import { BooleanField, CentsField, ListField, ObjectField, TextField, UuidField } from '../../../platform/http/fields';
import { CheckoutBody } from '../../payments/checkout.view';
import { TenderDto } from '../../payments/tender.dto';
import { PackageView } from '../package.view';

/** POST /v1/packages/preview */
export class PreviewPackageBody {
  @TextField({ max: 40, example: 'course-4' })
  offerCode: string;
}

export class SignedAgreementBody {
  @TextField({
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    description: 'Of the text that was shown: see the preview.',
  })
  textSha256: string;

  @TextField({ max: 120, pattern: /\S/, description: 'The name the patient signs with.', example: 'Jane Doe' })
  signedBy: string;
}

/** POST /v1/packages */
export class SellPackageBody {
  @UuidField()
  patientId: PatientId;

  @TextField({ max: 40, example: 'course-4' })
  offerCode: string;

  @ObjectField(() => SignedAgreementBody)
  agreement: SignedAgreementBody;

  @ListField(() => TenderDto, {
    minItems: 1,
    maxItems: 10,
    optional: true,
    description: 'What is paid at once: any tender but an HSA or FSA card. A plan, or a later payment, pays the rest.',
  })
  tenders?: TenderDto[];

  @BooleanField({ optional: true, description: 'Open a hosted page for all of it instead.' })
  startCheckout?: boolean;
}

/** A package that was sold, with the hosted page it is paid on, when one was asked for. */
export class SoldPackageView extends PackageView {
  @ObjectField(() => CheckoutBody, { nullable: true })
  checkout: CheckoutBody | null;
}

/** POST /v1/packages/:id/payments */
export class PayPackageBody {
  @ListField(() => TenderDto, { minItems: 1, maxItems: 10 })
  tenders: TenderDto[];
}

/** POST /v1/packages/:id/cancel */
export class CancelPackageBody {
  @TextField({ max: 500, pattern: /\S/, example: 'Moved away' })
  reason: string;

  @CentsField({
    optional: true,
    description: 'What the patient was told they get back; refused when it is not that any more.',
  })
  refundCents?: number;
}
