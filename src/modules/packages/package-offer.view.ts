import { CANCELLATION_POLICIES, type CancellationPolicy } from '../../domain/packages/cancel-package';
import { BooleanField, EnumField, IntField, ListField, TextField } from '../../platform/http/fields';

/** So many sessions of one service. */
export class PackageOfferLineView {
  @TextField({ max: 40, example: 'experiential-im' })
  serviceCode: string;

  @IntField({ min: 1, max: 60, example: 4 })
  quantity: number;
}

/** What a clinic offers as a package: the body of PUT /v1/package-offers/:code. */
export class PackageOfferBody {
  @TextField({ max: 80, example: 'Course of four' })
  name: string;

  @ListField(() => PackageOfferLineView, { minItems: 1, maxItems: 10 })
  lines: PackageOfferLineView[];

  @IntField({ max: 9000, description: 'Off the list price of the day, hundredths of a percent.', example: 500 })
  discountBasisPoints: number;

  @EnumField(CANCELLATION_POLICIES, {
    description: '`pro_rata`: sessions given count at their share of the price. `rerate_to_list`: at their list price.',
  })
  cancellationPolicy: CancellationPolicy;

  @BooleanField({ optional: true, description: 'Whether it may be sold; it may unless told.' })
  isOffered?: boolean;
}

export class PackageOfferView extends PackageOfferBody {
  @TextField({ example: 'course-4' })
  code: string;

  @BooleanField({ description: 'Whether it may be sold.' })
  override isOffered: boolean;
}
