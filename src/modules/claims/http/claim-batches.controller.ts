import { Body, Controller, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers } from '../../../platform/http/answers';
import { PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { BuildClaimBatch } from '../build-claim-batch';
import { type ClaimBatchId, ClaimBatchView } from '../claim-batch.view';
import { ClaimBatchRecords } from '../claim-batch-records';
import { BuildClaimBatchBody } from './claims.dto';

const X12 = 'application/edi-x12';

/** /v1/claim-batches */
@ApiTags('claims')
@Controller('v1/claim-batches')
export class ClaimBatchesController {
  constructor(
    private readonly build: BuildClaimBatch,
    private readonly batches: ClaimBatchRecords,
  ) {}

  @Post()
  @Permit('claims.work')
  @Answers({
    status: 201,
    type: ClaimBatchView,
    description: 'Puts claims of one payer into an 837P file and hands it to the clearinghouse.',
    problems: [
      'claim_unknown',
      'claim_not_ready',
      'claim_state_conflict',
      'claim_batch_mixed_payers',
      'claims_nothing_ready',
    ],
  })
  create(@Body() body: BuildClaimBatchBody) {
    return this.build.execute(body);
  }

  @Get()
  @Permit('claims.read')
  @AuditRead('claim_batch')
  @Answers({ type: ClaimBatchView, list: true, description: 'Files, the newest first.', problems: ['cursor_invalid'] })
  list(@Query() query: PageQuery) {
    return this.batches.list(query);
  }

  @Get(':id')
  @Permit('claims.read')
  @AuditRead('claim_batch')
  @Answers({ type: ClaimBatchView, description: 'One file.', problems: ['not_found', 'claim_batch_unknown'] })
  get(@Param('id', UuidPipe) id: ClaimBatchId) {
    return this.batches.get(id);
  }

  @Get(':id.837')
  @Permit('claims.work')
  @AuditRead('claim_batch')
  @Answers({
    contentType: X12,
    description: 'The file as it was sent, the same bytes every time.',
    problems: ['not_found', 'claim_batch_unknown'],
  })
  async file(@Param('id', UuidPipe) id: ClaimBatchId, @Res({ passthrough: true }) reply: FastifyReply) {
    const { text, fileName } = await this.batches.text(id);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(Buffer.from(text, 'latin1'), {
      type: X12,
      disposition: `attachment; filename="${fileName}"`,
    });
  }
}
