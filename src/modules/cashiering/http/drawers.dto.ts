import type { DenominationCount } from '../../../domain/cashiering/count-cash';
import type { DrawerMovementKind } from '../../../domain/ledger/drawer-recipes';
import type { LocationId } from '../../../kernel/ids';
import {
  CentsField,
  EnumField,
  IntField,
  ListField,
  TextField,
  TextListField,
  UuidField,
} from '../../../platform/http/fields';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export class AddDrawerDto {
  @UuidField() locationId: LocationId;
  @TextField({ max: 80, example: 'Back office' }) name: string;
}

export class DenominationDto implements DenominationCount {
  @IntField({ min: 1, max: 10_000, description: 'A US coin or note, in cents.', example: 2_000 })
  denominationCents: number;

  @IntField({ min: 0, max: 100_000, example: 7 })
  count: number;
}

export class OpenDrawerDto {
  @CentsField({ description: 'What is in it now.', example: 20_000 }) openFloatCents: number;
  @UuidField({ optional: true }) locationId?: LocationId;
  @ListField(() => DenominationDto, { optional: true, maxItems: 20 }) counts?: DenominationDto[];
  @TextListField({ optional: true, pattern: UUID, description: 'Entries of GET /v1/outside-cash that are in it.' })
  outsideCashEntryIds?: string[];
  @TextField({ max: 500, optional: true, description: 'When it is not what the session before left.' })
  overShortReason?: string;
}

export class MoveCashDto {
  @EnumField(['paid_in', 'paid_out', 'drop']) kind: DrawerMovementKind;
  @CentsField({ min: 1, example: 5_000 }) amountCents: number;
  @TextField({ max: 500, example: 'Quarters from the bank' }) reason: string;
  @TextField({ max: 100, optional: true, description: 'Receipt, bag or slip number.' }) reference?: string;
  @IntField({
    min: 1000,
    max: 9999,
    optional: true,
    description: 'Where it comes from or goes to: 1000 (unless told), 5000, 6000, or an expense account of the clinic.',
  })
  accountNumber?: number;
}

export class TakeInCashDto {
  @UuidField({ description: 'A journal entry of GET /v1/outside-cash.' }) entryId: string;
  @TextField({ max: 500, example: 'Was kept in the safe until the drawer opened' }) reason: string;
}

export class HandOverDrawerDto {
  @UuidField() toStaffUserId: string;
  @ListField(() => DenominationDto, { maxItems: 20 }) counts: DenominationDto[];
  @TextField({ max: 500, optional: true }) overShortReason?: string;
}

export class CloseDrawerDto {
  @ListField(() => DenominationDto, { maxItems: 20, description: 'Every coin and note in the drawer.' })
  counts: DenominationDto[];
  @TextField({ max: 500, optional: true, description: 'Required when the count differs.' }) overShortReason?: string;
  @CentsField({ optional: true, description: 'Taken to the bank.' }) depositCents?: number;
  @TextField({ max: 100, optional: true, description: 'The number on the slip; the statement is matched by it.' })
  depositReference?: string;
  @CentsField({ optional: true, description: 'Left for the next session; the rest of the count unless told.' })
  nextFloatCents?: number;
}
