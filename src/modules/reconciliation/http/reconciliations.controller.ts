import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseBusinessDate } from '../../../kernel/business-date';
import { Answers } from '../../../platform/http/answers';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { PayoutDetailView, PayoutView, ReconciliationDetailView, ReconciliationView } from '../reconciliation.view';
import { ReconciliationsReader } from '../reconciliations.reader';
import { RunReconciliation } from '../run-reconciliation';
import { RunReconciliationDto } from './reconciliations.dto';

/** What processor, ledger and bank say about the same money. */
@ApiTags('reconciliation')
@Controller('v1')
export class ReconciliationsController {
  constructor(
    private readonly run: RunReconciliation,
    private readonly reader: ReconciliationsReader,
  ) {}

  @Post('reconciliations')
  @Permit('reconciliation.work')
  @Answers({
    status: 201,
    type: ReconciliationDetailView,
    description: 'Compare processor, ledger and bank now.',
    problems: ['period_invalid', 'processor_unavailable'],
  })
  reconcile(@Body() { from, to }: RunReconciliationDto): Promise<ReconciliationDetailView> {
    return this.run.execute({
      from: from === undefined ? undefined : parseBusinessDate(from),
      to: to === undefined ? undefined : parseBusinessDate(to),
    });
  }

  @Get('reconciliations')
  @Permit('reconciliation.read')
  @Answers({
    type: ReconciliationView,
    list: true,
    description: 'Comparisons, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: PageQuery): Promise<Page<ReconciliationView>> {
    return this.reader.list(query);
  }

  @Get('reconciliations/:id')
  @Permit('reconciliation.read')
  @Answers({
    type: ReconciliationDetailView,
    description: 'One comparison with the differences that were open after it.',
    problems: ['not_found', 'reconciliation_unknown'],
  })
  get(@Param('id', UuidPipe) id: string): Promise<ReconciliationDetailView> {
    return this.reader.get(id);
  }

  @Get('payouts')
  @Permit('reconciliation.read')
  @Answers({
    type: PayoutView,
    list: true,
    description: 'Payouts as processor, ledger and bank have them, the newest first.',
    problems: ['cursor_invalid'],
  })
  payouts(@Query() query: PageQuery): Promise<Page<PayoutView>> {
    return this.reader.payouts(query);
  }

  @Get('payouts/:id')
  @Permit('reconciliation.read')
  @AuditRead('payout')
  @Answers({
    type: PayoutDetailView,
    description: 'A payout, its movements, and the payment and receipt of each.',
    problems: ['not_found', 'payout_unknown'],
  })
  payout(@Param('id', UuidPipe) id: string): Promise<PayoutDetailView> {
    return this.reader.payout(id);
  }
}
