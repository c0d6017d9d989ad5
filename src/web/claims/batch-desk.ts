import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Money } from '../../kernel/money';
import { Authorize } from '../../modules/access/authorize';
import type { AcknowledgementOutcome, AcknowledgementView } from '../../modules/claims/acknowledgement.view';
import type { ClaimBatchId, ClaimBatchView } from '../../modules/claims/claim-batch.view';
import { ClaimBatchRecords, fileNameOf } from '../../modules/claims/claim-batch-records';
import type { ClaimView } from '../../modules/claims/claim.view';
import { ClaimsReader } from '../../modules/claims/claims.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { Transactions } from '../../platform/database/transactions';
import type { AcknowledgementShown } from './acknowledgements.page';
import type { BatchPageProps } from './batch.page';
import type { BatchesPageProps, BatchRow, ReadyPayer } from './batches.page';
import { ClaimListDesk } from './claim-list-desk';
import { BATCH_WORDS, type StateWords } from './claim-words';

const A_PAGE = 50;
const MOST = 200;

/** What the pages of files to the clearinghouse show. Tx: joins the open one or opens its own. */
@Injectable()
export class BatchDesk {
  constructor(
    private readonly tx: Transactions,
    private readonly batches: ClaimBatchRecords,
    private readonly claims: ClaimsReader,
    private readonly claimDesk: ClaimListDesk,
    private readonly clinics: ClinicsReader,
    private readonly authorize: Authorize,
  ) {}

  /** Errors: `cursor_invalid`. */
  list(cursor: string | undefined): Promise<Omit<BatchesPageProps, 'shell' | 'form'>> {
    return this.tx.run(async () => {
      const [ready, made, { timeZone }] = await Promise.all([
        this.ready(),
        this.batches.list({ limit: A_PAGE, cursor }),
        this.clinics.settings(),
      ]);
      return {
        timeZone,
        ready: byPayer(ready),
        rows: made.data.map(toRow),
        mayBuild: this.authorize.may('claims.work'),
        nextHref: made.nextCursor
          ? `/claims/batches?${new URLSearchParams({ cursor: made.nextCursor }).toString()}`
          : undefined,
      };
    });
  }

  /** Errors: `claim_batch_unknown`. */
  one(id: ClaimBatchId): Promise<Omit<BatchPageProps, 'shell'>> {
    return this.tx.run(async () => {
      const batch = await this.batches.get(id);
      const [claims, { timeZone }] = await Promise.all([
        this.claimDesk.rows(await this.claims.ofIds(batch.claimIds)),
        this.clinics.settings(),
      ]);
      return {
        timeZone,
        batch: toRow(batch),
        controlNumber: batch.controlNumber,
        sha256: batch.sha256,
        sentAt: batch.sentAt === null ? undefined : Temporal.Instant.from(batch.sentAt),
        claims,
        mayDownload: this.authorize.may('claims.work'),
      };
    });
  }

  private async ready(): Promise<ClaimView[]> {
    const ready: ClaimView[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.claims.list({ status: 'validated', limit: MOST, cursor });
      ready.push(...page.data);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return ready;
  }
}

function byPayer(claims: readonly ClaimView[]): ReadyPayer[] {
  const payers = [...new Set(claims.map(({ payerId }) => payerId))];
  return payers.map((payerId) => {
    const own = claims.filter((claim) => claim.payerId === payerId);
    return {
      payerId,
      payerName: own[0]?.payerName ?? payerId,
      claims: own.length,
      total: Money.sum(own.map(({ totalCents }) => Money.cents(totalCents))),
    };
  });
}

const toRow = (batch: ClaimBatchView): BatchRow => ({
  id: batch.id,
  fileName: fileNameOf(batch.controlNumber),
  payerId: batch.payerId,
  state: BATCH_WORDS[batch.status],
  claims: batch.claimCount,
  total: Money.cents(batch.totalCents),
  createdAt: Temporal.Instant.from(batch.createdAt),
});

const OUTCOMES: Readonly<Record<AcknowledgementOutcome, StateWords>> = {
  accepted: ['Accepted', 'good'],
  rejected: ['Turned back', 'bad'],
  noted: ['Nothing new', 'neutral'],
  unmatched: ['Not known here', 'warn'],
};

/** What a file said of one file or claim, with the page of it. */
export function toAcknowledgement(view: AcknowledgementView, index: number): AcknowledgementShown {
  const { kind, reference, batchId, claimId, code, detail, outcome } = view;
  return {
    key: String(index),
    kind: kind === '999' ? 'File (999)' : 'Claim (277CA)',
    reference,
    href: claimId ? `/claims/${claimId}` : batchId ? `/claims/batches/${batchId}` : undefined,
    code,
    detail: detail ?? undefined,
    outcome: OUTCOMES[outcome],
  };
}
