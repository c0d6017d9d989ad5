import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { RemittanceId } from '../../../kernel/ids';
import { Answers } from '../../../platform/http/answers';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { PostRemittance } from '../post-remittance';
import { RemittanceRecords } from '../remittance-records';
import { PostedRemittanceView, RemittanceView } from '../remittance.view';
import { RemittancesListQuery } from './remittances.dto';
import { X12_TEXT, X12BodyPipe } from './x12-body';

/** /v1/remittances */
@ApiTags('claims')
@Controller('v1/remittances')
export class RemittancesController {
  constructor(
    private readonly postRemittance: PostRemittance,
    private readonly remittances: RemittanceRecords,
  ) {}

  @Post()
  @Permit('remittances.post')
  @ApiConsumes(X12_TEXT)
  @ApiBody({ schema: { type: 'string', example: 'ISA*00*…' } })
  @Answers({
    status: 201,
    type: PostedRemittanceView,
    description: 'Posts a payment advice (835), or suspends it whole with the reason. A repeat changes nothing.',
    problems: ['x12_malformed', 'remittance_not_ours', 'content_type_unsupported', 'body_too_large'],
  })
  post(@Body(X12BodyPipe) text: string) {
    return this.postRemittance.execute(text);
  }

  @Get()
  @Permit('claims.read')
  @AuditRead('remittance')
  @Answers({
    type: RemittanceView,
    list: true,
    description: 'Remittances, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: RemittancesListQuery) {
    return this.remittances.list(query);
  }

  @Get(':id')
  @Permit('claims.read')
  @AuditRead('remittance')
  @Answers({
    type: RemittanceView,
    description: 'One remittance with what it decided.',
    problems: ['not_found', 'remittance_unknown'],
  })
  get(@Param('id', UuidPipe) id: RemittanceId) {
    return this.remittances.get(id);
  }
}
