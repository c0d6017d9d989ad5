import { CentsField, DateField, EnumField, TextField, TextListField, UuidField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';
import { CHECK_STATES } from '../bank-deposit.view';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export class RecordBankDepositDto {
  @DateField({ description: 'Business day it was carried to the bank.' })
  depositedOn: string;

  @TextField({ max: 100, description: 'The number on the slip; the statement is matched by it.', example: 'slip 0417' })
  reference: string;

  @CentsField({ min: 1, optional: true, description: 'Cash of the drawer.', example: 9200 })
  cashCents?: number;

  @TextListField({ optional: true, minItems: 1, maxItems: 200, maxLength: 36, pattern: UUID, description: 'Checks.' })
  checkTenderIds?: string[];

  @UuidField({ optional: true })
  locationId?: string;
}

export class ReturnCheckDto {
  @DateField({ description: 'Business day the bank took the money back.' })
  returnedOn: string;

  @TextField({ optional: true, max: 100, example: 'NSF' })
  reference?: string;
}

export class ChecksQuery extends PageQuery {
  @EnumField(CHECK_STATES, { optional: true })
  status?: string;
}
