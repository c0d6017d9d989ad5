import type { PrintedPractice } from '../sources/document-parties';

/** What a daily close says on paper, as it was frozen when the day was closed. Plain JSON: US cents, days `YYYY-MM-DD`. */
export interface DailyCloseModel {
  readonly number: string;
  readonly practice: PrintedPractice;
  readonly location: { readonly name: string };
  readonly coversFrom: string;
  readonly businessDate: string;
  /** RFC 3339 UTC: the file's own date. */
  readonly closedAt: string;
  readonly closedBy: string;
  readonly replaces: string | null;
  readonly tenders: readonly DailyCloseTender[];
  readonly lines: readonly {
    tender: string;
    user: string;
    takenCents: number;
    returnedCents: number;
    netCents: number;
  }[];
  readonly drawers: readonly DailyCloseDrawer[];
  readonly outsideCash: { readonly count: number; readonly totalCents: number };
  readonly entryCount: number;
  /** SHA-256 in hex, the close's link in the clinic's chain. */
  readonly hash: string;
}

export interface DailyCloseTender {
  readonly tender: string;
  readonly systemCents: number;
  readonly countedCents: number | null;
  readonly count: number | null;
  readonly differenceCents: number | null;
  readonly reason: string | null;
}

export interface DailyCloseDrawer {
  readonly drawer: string;
  readonly openedOn: string;
  readonly openFloatCents: number;
  readonly expectedCents: number;
  readonly countedCents: number;
  readonly overShortCents: number;
  readonly reason: string | null;
  readonly depositCents: number;
  readonly nextFloatCents: number;
}
