import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import type { Page } from '../../../platform/http/pagination';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { CashPayerView, CashReportingReader } from '../cash-reporting.reader';

/** Cash that may have to be reported to the IRS (Form 8300). */
@ApiTags('daily closes')
@Controller('v1/cash-reporting')
export class CashReportingController {
  constructor(private readonly reporting: CashReportingReader) {}

  @Get()
  @Permit('days.read')
  @AuditRead('cash_payer')
  @Answers({
    type: CashPayerView,
    list: true,
    description: 'Payers with $8,000.00 or more in cash over the last twelve months, most first.',
  })
  async list(): Promise<Page<CashPayerView>> {
    return { data: await this.reporting.views(), nextCursor: null };
  }
}
