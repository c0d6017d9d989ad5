import { type Desk, ok } from './desk';

export interface DailyClose {
  id: string;
  number: string;
  location: { id: string; name: string };
  coversFrom: string;
  businessDate: string;
  status: string;
  sealed: boolean;
  hash: string;
  previousHash: string;
  intact: boolean;
  replaces: { id: string; number: string } | null;
  replacedBy: { id: string; number: string } | null;
  tenders: { tender: string; systemCents: number; countedCents: number | null; differenceCents: number | null }[];
  lines: { tender: string; userId: string; takenCents: number; returnedCents: number; netCents: number }[];
  drawers: { expectedCents: number; overShortCents: number; depositCents: number }[];
  outsideCash: { count: number; totalCents: number; entries: { entryId: string }[] };
  accounts: { accountNumber: number; debitCents: number; creditCents: number }[];
  entryCount: number;
  lateCorrections: {
    sourceType: string;
    sourceId: string;
    sealedOn: string;
    effectiveOn: string;
    amountCents: number;
  }[];
  code?: string;
}

export const closeDay = (desk: Desk, body: object = {}) => desk.post<DailyClose>('/v1/daily-closes', body);

export const readClose = async (desk: Desk, id: string): Promise<DailyClose> =>
  ok(await desk.get<DailyClose>(`/v1/daily-closes/${id}`));
