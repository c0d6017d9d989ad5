import type { DenominationCount } from '../../domain/cashiering/count-cash';
import {
  CentsField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  UuidField,
} from '../../platform/http/fields';

const ANY_CENTS = { min: -1_000_000_000, max: 1_000_000_000 } as const;

export class DrawerLocationView {
  @UuidField() id: string;
  @TextField({ example: 'Main' }) name: string;
}

export class DenominationView implements DenominationCount {
  @IntField({ description: 'A US coin or note, in cents.', example: 2_000 }) denominationCents: number;
  @IntField({ example: 7 }) count: number;
}

/** Cash that the drawer's people moved, or took in from outside it. */
export class DrawerMovementView {
  @UuidField({ description: 'Its journal entry.' }) entryId: string;
  @EnumField(['paid_in', 'paid_out', 'drop', 'taken_in', 'other'], {
    description: '`taken_in`: cash that was outside any drawer; `other`: booked elsewhere, such as a bank deposit.',
  })
  kind: string;
  @CentsField({ ...ANY_CENTS, description: 'Into the drawer positive, out of it negative.' }) amountCents: number;
  @TextField({ max: 500, nullable: true }) reason: string | null;
  @TextField({ max: 100, nullable: true }) reference: string | null;
  @InstantField() recordedAt: string;
}

/** A blind count. What was expected is told once the session is closed. */
export class DrawerCountView {
  @EnumField(['open', 'handover', 'close']) moment: 'open' | 'handover' | 'close';
  @CentsField() countedCents: number;
  @CentsField({ ...ANY_CENTS, nullable: true }) expectedCents: number | null;
  @CentsField({ ...ANY_CENTS, nullable: true, description: 'Counted less expected.' }) overShortCents: number | null;
  @TextField({ max: 500, nullable: true }) reason: string | null;
  @InstantField() countedAt: string;
  @TextField({ max: 254 }) countedBy: string;
  @TextField({ max: 254, nullable: true, description: 'Who took the drawer over.' }) handedTo: string | null;
  @ListField(() => DenominationView, { nullable: true }) denominations: DenominationView[] | null;
}

/** From the opening of a drawer to its count. */
export class DrawerSessionView {
  @UuidField({ readOnly: true }) id: string;
  @EnumField(['open', 'closed']) status: 'open' | 'closed';
  @DateField() openedOn: string;
  @InstantField() openedAt: string;
  @TextField({ max: 254 }) openedBy: string;
  @TextField({ max: 254, description: 'Who works it now.' }) heldBy: string;
  @CentsField() openFloatCents: number;
  @ListField(() => DrawerMovementView) movements: DrawerMovementView[];
  @ListField(() => DrawerCountView) counts: DrawerCountView[];
  @InstantField({ nullable: true }) closedAt: string | null;
  @TextField({ max: 254, nullable: true }) closedBy: string | null;
  @CentsField({ ...ANY_CENTS, nullable: true, description: 'What should be in it; null until it is counted.' })
  expectedCents: number | null;
  @CentsField({ nullable: true }) countedCents: number | null;
  @CentsField({ ...ANY_CENTS, nullable: true, description: 'Counted less expected: short is negative.' })
  overShortCents: number | null;
  @TextField({ max: 500, nullable: true }) overShortReason: string | null;
  @CentsField({ nullable: true, description: 'Taken to the bank.' }) depositCents: number | null;
  @CentsField({ nullable: true, description: 'Left in it for the next session.' }) nextFloatCents: number | null;
}

/** A cash drawer with its open session, or else the last. */
export class DrawerView {
  @UuidField({ readOnly: true }) id: string;
  @TextField({ max: 80, example: 'Front desk' }) name: string;
  @ObjectField(() => DrawerLocationView) location: DrawerLocationView;
  @EnumField(['open', 'closed']) status: 'open' | 'closed';
  @ObjectField(() => DrawerSessionView, { nullable: true }) session: DrawerSessionView | null;
}

/** Cash that was taken or given while nobody's drawer was open for it. */
export class OutsideCashView {
  @UuidField() entryId: string;
  @CentsField(ANY_CENTS) amountCents: number;
  @DateField() effectiveOn: string;
  @InstantField() recordedAt: string;
}
