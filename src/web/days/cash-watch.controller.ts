import { Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { parseBusinessDate } from '../../kernel/business-date';
import type { PatientId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { Permit } from '../../modules/access/permit';
import { type CashPayerView, CashReportingReader } from '../../modules/cashiering/cash-reporting.reader';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { ReadTrail } from '../http/read-trail';
import { DeskPatient } from '../patients/desk-patient';
import { type CashPayerRow, CashWatchPage } from './cash-watch.page';

/** /days/cash: whose cash has to be reported to the IRS. */
@PageController('days/cash')
export class CashWatchController {
  constructor(
    private readonly reporting: CashReportingReader,
    private readonly people: DeskPatient,
    private readonly shell: PageShell,
    private readonly trail: ReadTrail,
  ) {}

  @Get()
  @Permit('days.read')
  async show(@Req() request: FastifyRequest): Promise<PageAnswer> {
    const payers = await this.reporting.views();
    const rows = await Promise.all(payers.map((payer) => this.row(payer)));
    await this.trail.list('cash_payer', rows.length);
    return page(CashWatchPage, { shell: await this.shell.of(request), rows });
  }

  private async row({ patientId, runningCents, level, crossings }: CashPayerView): Promise<CashPayerRow> {
    const { patient } = await this.people.of(patientId as PatientId);
    return {
      patientId,
      patient,
      running: Money.cents(runningCents),
      level: level ?? undefined,
      reports: crossings.flatMap(({ entryId, totalCents, dueOn }) =>
        dueOn === null ? [] : [{ key: entryId, total: Money.cents(totalCents), dueOn: parseBusinessDate(dueOn) }],
      ),
    };
  }
}
