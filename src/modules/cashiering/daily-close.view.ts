import {
  BooleanField,
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
import { DrawerLocationView } from './drawer.view';

const WIDE = { min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER } as const;

/** One means of paying: the books against what was counted. */
export class DayTenderView {
  @TextField({ example: 'check' }) tender: string;
  @CentsField(WIDE) takenCents: number;
  @CentsField(WIDE) returnedCents: number;
  @CentsField({ ...WIDE, description: 'Taken less returned, as the books say.' }) systemCents: number;
  @CentsField({ ...WIDE, nullable: true, description: 'Null: not counted. Cash: as the drawers were.' })
  countedCents: number | null;
  @IntField({ nullable: true, description: 'How many checks, slips or transfers.' }) count: number | null;
  @CentsField({ ...WIDE, nullable: true, description: 'Counted less system.' }) differenceCents: number | null;
  @TextField({ nullable: true, max: 2_000 }) reason: string | null;
}

/** What one person took and gave back by one means. */
export class DayLineView {
  @TextField({ example: 'cash' }) tender: string;
  @TextField({ description: 'The staff user; an API key that belongs to nobody, or the job that settled it.' })
  userId: string;
  @TextField({ example: 'Sam Rivera' }) user: string;
  @CentsField(WIDE) takenCents: number;
  @CentsField(WIDE) returnedCents: number;
  @CentsField(WIDE) netCents: number;
}

export class DayDrawerView {
  @UuidField() sessionId: string;
  @TextField({ example: 'Front desk' }) drawer: string;
  @DateField() openedOn: string;
  @CentsField() openFloatCents: number;
  @CentsField(WIDE) expectedCents: number;
  @CentsField() countedCents: number;
  @CentsField({ ...WIDE, description: 'Over or short of all its counts.' }) overShortCents: number;
  @TextField({ nullable: true, max: 2_000 }) reason: string | null;
  @CentsField() depositCents: number;
  @CentsField() nextFloatCents: number;
}

export class DayCashEntryView {
  @UuidField() entryId: string;
  @CentsField(WIDE) amountCents: number;
}

/** Cash that went through no drawer. */
export class DayOutsideCashView {
  @IntField() count: number;
  @CentsField(WIDE) totalCents: number;
  @ListField(() => DayCashEntryView, { description: 'The first hundred.' }) entries: DayCashEntryView[];
}

export class DayAccountView {
  @IntField({ example: 1020 }) accountNumber: number;
  @CentsField(WIDE) debitCents: number;
  @CentsField(WIDE) creditCents: number;
}

export class OtherCloseView {
  @UuidField() id: string;
  @TextField({ example: 'DC-000041' }) number: string;
}

/** A journal entry of a later day that belongs to this one. */
export class LateCorrectionView {
  @UuidField() entryId: string;
  @TextField({ example: 'payment' }) kind: string;
  @TextField({ example: 'tender' }) sourceType: string;
  @UuidField() sourceId: string;
  @DateField({ description: 'The sealed day it belongs to.' }) sealedOn: string;
  @DateField({ description: 'The open day it stands on.' }) effectiveOn: string;
  @CentsField(WIDE) amountCents: number;
}

/** A closed business day at a location, in a list. */
export class DailyCloseSummaryView {
  @UuidField({ readOnly: true }) id: string;
  @TextField({ example: 'DC-000042' }) number: string;
  @ObjectField(() => DrawerLocationView) location: DrawerLocationView;
  @DateField({ description: 'The first business day with an entry it covers.' }) coversFrom: string;
  @DateField() businessDate: string;
  @InstantField() closedAt: string;
  @TextField({ max: 254 }) closedBy: string;
  @EnumField(['standing', 'reopened', 'replaced']) status: 'standing' | 'reopened' | 'replaced';
  @BooleanField({ description: 'Nothing may be posted on the day any more.' }) sealed: boolean;
  @TextField({ description: 'SHA-256 of the previous hash and what the close says, lower-case hex.' }) hash: string;
}

/** A closed business day at a location. */
export class DailyCloseView extends DailyCloseSummaryView {
  @TextField({ min: 0, description: 'The hash of the clinic’s close before; empty for the first.' })
  previousHash: string;
  @BooleanField({ description: 'Hash and chain were computed again just now and hold.' }) intact: boolean;
  @ObjectField(() => OtherCloseView, { nullable: true }) replaces: OtherCloseView | null;
  @ObjectField(() => OtherCloseView, { nullable: true }) replacedBy: OtherCloseView | null;
  @ListField(() => DayTenderView) tenders: DayTenderView[];
  @ListField(() => DayLineView) lines: DayLineView[];
  @ListField(() => DayDrawerView) drawers: DayDrawerView[];
  @ObjectField(() => DayOutsideCashView) outsideCash: DayOutsideCashView;
  @ListField(() => DayAccountView) accounts: DayAccountView[];
  @IntField({ description: 'Journal entries it covers.' }) entryCount: number;
  @TextField({ description: 'SHA-256 over the content hashes of those entries.' }) entriesHash: string;
  @ListField(() => LateCorrectionView, { description: 'What came too late for it.' })
  lateCorrections: LateCorrectionView[];
}

/** A day somebody wants open again. */
export class ReopeningView {
  @UuidField() id: string;
  @UuidField() closeId: string;
  @EnumField(['requested']) status: 'requested';
  @UuidField({ description: 'Another person decides at POST /v1/approvals/{id}/approve.' }) approvalId: string;
}
