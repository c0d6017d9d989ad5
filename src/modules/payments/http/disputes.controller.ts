import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { AnswerDispute } from '../answer-dispute';
import { DisputeView } from '../dispute.view';
import { DisputesReader } from '../disputes.reader';
import { DisputesQuery, SubmitEvidenceDto } from './disputes.dto';

/** Payments that a cardholder's bank took back or asked about. */
@ApiTags('disputes')
@Controller('v1/disputes')
export class DisputesController {
  constructor(
    private readonly disputes: DisputesReader,
    private readonly answer: AnswerDispute,
  ) {}

  @Get()
  @Permit('disputes.read')
  @AuditRead('dispute')
  @Answers({ type: DisputeView, list: true, description: 'Disputes, the newest first.', problems: ['cursor_invalid'] })
  list(@Query() query: DisputesQuery): Promise<Page<DisputeView>> {
    return this.disputes.list(query);
  }

  @Get(':id')
  @Permit('disputes.read')
  @AuditRead('dispute')
  @Answers({ type: DisputeView, description: 'One dispute.', problems: ['not_found', 'dispute_unknown'] })
  get(@Param('id', UuidPipe) id: string): Promise<DisputeView> {
    return this.disputes.get(id);
  }

  @Post(':id/evidence')
  @Permit('disputes.answer')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 201,
    type: DisputeView,
    description: 'Send evidence to the bank. The processor may charge for it.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'not_found',
      'dispute_unknown',
      'dispute_closed',
      'dispute_answer_in_progress',
      'dispute_statement_unsuitable',
      'processor_unavailable',
    ],
  })
  evidence(@Param('id', UuidPipe) id: string, @Body() body: SubmitEvidenceDto): Promise<DisputeView> {
    return this.answer.execute(id, {
      kind: 'evidence',
      statement: body.statement,
      isFinal: body.submit ?? true,
    });
  }

  @Post(':id/accept')
  @Permit('disputes.answer')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 201,
    type: DisputeView,
    description: 'Give in: the money stays with the cardholder, and what it had paid is owed again.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'not_found',
      'dispute_unknown',
      'dispute_closed',
      'dispute_answer_in_progress',
      'processor_unavailable',
    ],
  })
  accept(@Param('id', UuidPipe) id: string): Promise<DisputeView> {
    return this.answer.execute(id, { kind: 'accept' });
  }
}
