import { Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { InvoiceId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { InvoiceDesk } from './invoice-desk';
import { InvoicePage } from './invoice.page';

/** /invoices/:id */
@PageController('invoices')
export class InvoicesController {
  constructor(
    private readonly desk: InvoiceDesk,
    private readonly shell: PageShell,
  ) {}

  @Get(':id')
  @Permit('invoices.read')
  @AuditRead('invoice')
  async show(@Param('id', UuidPipe) id: InvoiceId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(InvoicePage, { ...(await this.desk.one(id)), shell: await this.shell.of(request) });
  }
}
