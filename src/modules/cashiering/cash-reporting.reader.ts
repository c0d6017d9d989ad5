import { Injectable } from '@nestjs/common';
import {
  CASH_REPORT_NEAR,
  type CashReportCrossing,
  cashReportLevel,
  type CashWatch,
  watchCash,
} from '../../domain/cashiering/cash-reporting';
import type { PatientId } from '../../kernel/ids';
import { Transactions } from '../../platform/database/transactions';
import { CentsField, DateField, EnumField, ListField, UuidField } from '../../platform/http/fields';
import { ClinicsReader } from '../clinics/clinics.reader';
import { CashReceiptsReader } from './persistence/cash-receipts.reader';

export class CashCrossingView {
  @EnumField(['near', 'reportable']) level: 'near' | 'reportable';
  @DateField() reachedOn: string;
  @CentsField() totalCents: number;
  @DateField({ nullable: true, description: 'When IRS Form 8300 is due.' }) dueOn: string | null;
  @UuidField({ description: 'The receipt that reached it.' }) entryId: string;
}

/** A payer whose cash of the last twelve months came to $8,000.00 or more. */
export class CashPayerView {
  @UuidField() patientId: string;
  @CentsField({ description: 'Cash of twelve months that no report covers yet.' }) runningCents: number;
  @EnumField(['near', 'reportable'], { nullable: true, description: 'Where that stands.' })
  level: 'near' | 'reportable' | null;
  @ListField(() => CashCrossingView, { description: 'Each time an amount to report was reached.' })
  crossings: CashCrossingView[];
}

export interface CashPayer extends CashWatch {
  readonly patientId: PatientId;
}

/** Running cash per payer over twelve months (IRS Form 8300, 26 CFR 1.6050I-1). Tx: joins or opens one. */
@Injectable()
export class CashReportingReader {
  constructor(
    private readonly tx: Transactions,
    private readonly clinics: ClinicsReader,
    private readonly receipts: CashReceiptsReader,
  ) {}

  /** Whoever has paid enough cash to be looked at, most first. */
  payers(): Promise<CashPayer[]> {
    return this.tx.run(async () => {
      const today = await this.clinics.today();
      const since = today.subtract({ months: 12 }).toString();
      const payers: CashPayer[] = [];
      for (const patientId of await this.receipts.payers(since, CASH_REPORT_NEAR))
        payers.push({ patientId, ...watchCash(await this.receipts.of(patientId), today) });
      return payers;
    });
  }

  async views(): Promise<CashPayerView[]> {
    return (await this.payers()).map(({ patientId, running, crossings }) => ({
      patientId,
      runningCents: running.toJSON(),
      level: cashReportLevel(running) ?? null,
      crossings: crossings.map(toView),
    }));
  }
}

const toView = (crossing: CashReportCrossing): CashCrossingView => ({
  level: crossing.level,
  reachedOn: crossing.reachedOn.toString(),
  totalCents: crossing.total.toJSON(),
  dueOn: crossing.dueOn?.toString() ?? null,
  entryId: crossing.entryId,
});
