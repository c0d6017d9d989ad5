import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import { Answers } from '../../../platform/http/answers';
import type { Page } from '../../../platform/http/pagination';
import { Permit } from '../../access/permit';
import { HandOutReport } from '../hand-out-report';
import { ReportCatalog } from '../report-catalog';
import { ReportBody, ReportQueryDto, ReportResultBody } from './reports.dto';

/** What the accountant reads: every report proved against the ledger. */
@ApiTags('reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly catalog: ReportCatalog,
    private readonly handOut: HandOutReport,
  ) {}

  @Get()
  @Permit('reports.read')
  @Answers({ type: ReportBody, list: true, description: 'Every report there is, with its columns, filters and proof.' })
  list(): Page<ReportBody> {
    return { data: this.catalog.list().map(ReportBody.from), nextCursor: null };
  }

  @Get(':name')
  @Permit('reports.read')
  @Answers({
    type: ReportResultBody,
    description: 'A report as JSON, CSV or XLSX, streamed. A file of one that does not tie with the ledger is refused.',
    problems: [
      'report_unknown',
      'report_parameter_invalid',
      'report_does_not_tie',
      'report_busy',
      'period_invalid',
      'date_invalid',
      'location_unknown',
      'provider_unknown',
    ],
  })
  async show(
    @Param('name') name: string,
    @Query() query: ReportQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const format = query.format ?? 'json';
    const file = await this.handOut.execute(ReportQueryDto.toQuery(name, query), format);
    void reply.header('content-type', file.contentType);
    if (format !== 'json') void reply.header('content-disposition', `attachment; filename="${file.fileName}"`);
    return file.body;
  }
}
