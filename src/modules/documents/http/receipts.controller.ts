import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { PaymentId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { IssueReceipt } from '../issue-receipt';
import { pdfAnswer } from './pdf-answer';

/** /v1/payments/:id/receipt.pdf */
@ApiTags('documents')
@Controller('v1/payments')
export class ReceiptsController {
  constructor(private readonly issueReceipt: IssueReceipt) {}

  @Get(':id/receipt.pdf')
  @Permit('receipts.read')
  @AuditRead('receipt')
  @Answers({
    contentType: 'application/pdf',
    description:
      'The payment’s one receipt; issued when first asked for, the same bytes ever after. Once the payment is voided, the same number marked void.',
    problems: ['not_found', 'payment_unknown', 'payment_state_conflict'],
  })
  async pdf(@Param('id', UuidPipe) id: PaymentId, @Res({ passthrough: true }) reply: FastifyReply) {
    return pdfAnswer(reply, await this.issueReceipt.execute(id));
  }
}
