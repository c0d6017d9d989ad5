import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { InvoiceId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { InvoiceView } from '../invoice.view';
import { InvoicesReader } from '../invoices.reader';
import { InvoicesListQuery } from './visit.dto';

/** /v1/invoices */
@ApiTags('charges')
@Controller('v1/invoices')
export class InvoicesController {
  constructor(private readonly invoices: InvoicesReader) {}

  @Get()
  @Permit('invoices.read')
  @AuditRead('invoice')
  @Answers({ type: InvoiceView, list: true, description: 'Invoices, the newest first.', problems: ['cursor_invalid'] })
  list(@Query() query: InvoicesListQuery) {
    return this.invoices.list(query);
  }

  @Get(':id')
  @Permit('invoices.read')
  @AuditRead('invoice')
  @Answers({
    type: InvoiceView,
    description: 'One invoice with its lines and what is still open.',
    problems: ['not_found', 'invoice_unknown'],
  })
  get(@Param('id', UuidPipe) id: InvoiceId) {
    return this.invoices.get(id);
  }
}
