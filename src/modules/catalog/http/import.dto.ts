import { IntField, TextField } from '../../../platform/http/fields';

/** Query of POST /v1/services/price-list-imports. */
export class PriceListImportQuery {
  @TextField({ optional: true, max: 80, description: 'The default price list unless named.' })
  priceList?: string;
}

/** What a price list import did. */
export class PriceListImportBody {
  @TextField({ example: 'Standard' })
  priceList: string;

  @IntField({ description: 'Prices that were published.' })
  published: number;

  @IntField({ description: 'Rows that already stood so.' })
  unchanged: number;
}

/** What a code set import did, in sets. */
export class CodeSetImportBody {
  @IntField()
  loaded: number;

  @IntField({ description: 'Stored sets whose last day was moved.' })
  ended: number;

  @IntField()
  unchanged: number;
}
