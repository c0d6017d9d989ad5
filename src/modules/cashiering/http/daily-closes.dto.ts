import { COUNTED_TENDERS, type CountedTender, type TenderCount } from '../../../domain/cashiering/day-tenders';
import type { LocationId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import {
  CentsField,
  DateField,
  EnumField,
  IntField,
  ListField,
  TextField,
  UuidField,
} from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/pagination';

export class DailyClosesQuery extends PageQuery {
  @UuidField({ optional: true }) locationId?: string;
}

export class TenderCountDto {
  @EnumField(COUNTED_TENDERS, { example: 'check' }) tender: CountedTender;

  @CentsField({ description: 'Checks added up; what Venmo’s statement or the terminal’s batch says.' })
  totalCents: number;

  @IntField({ optional: true, max: 100_000, description: 'How many.' }) count?: number;

  @TextField({ max: 500, optional: true, description: 'Required when it is not what the books say.' })
  reason?: string;

  static toInput = ({ totalCents, ...rest }: TenderCountDto): TenderCount => ({
    ...rest,
    total: Money.cents(totalCents),
  });
}

export class CloseDayDto {
  @UuidField({ optional: true, description: 'The clinic’s first location unless told.' }) locationId?: LocationId;
  @DateField({ optional: true, description: 'Today unless told.' }) businessDate?: string;
  @ListField(() => TenderCountDto, { optional: true, maxItems: 3, description: 'What was counted, one per tender.' })
  counts?: TenderCountDto[];
}

export class ReopenDayDto {
  @TextField({ max: 500, example: 'A check was entered with the wrong amount' }) reason: string;
}
