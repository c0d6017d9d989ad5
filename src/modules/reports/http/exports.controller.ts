import type { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers } from '../../../platform/http/answers';
import { EnumField, TextField } from '../../../platform/http/fields';
import { MoneyRoute } from '../../../platform/http/money-route';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { ReportExportView } from '../export.view';
import { FetchExport } from '../fetch-export';
import { REPORT_FORMATS, type ReportFormat } from '../formats/format-of';
import { ReportExports } from '../report-exports';
import { fileAnswer } from './file-answer';
import { ReportQueryDto } from './reports.dto';

export class ReportExportDto extends ReportQueryDto {
  @TextField({ max: 60, example: 'general-ledger' }) report: string;
  @EnumField(REPORT_FORMATS) override format: ReportFormat;
}

/** Reports made in the background. */
@ApiTags('reports')
@Controller('v1/report-exports')
export class ReportExportsController {
  constructor(
    private readonly exports: ReportExports,
    private readonly fetch: FetchExport,
  ) {}

  @Post()
  @Permit('reports.read')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 202,
    type: ReportExportView,
    description: 'Ask for a report to be made in the background; its file is kept for a day.',
    problems: [
      'idempotency_key_invalid',
      'report_unknown',
      'report_parameter_invalid',
      'period_invalid',
      'date_invalid',
      'location_unknown',
      'provider_unknown',
    ],
  })
  request(@Body() { report, ...body }: ReportExportDto): Promise<ReportExportView> {
    return this.exports.request(ReportQueryDto.toQuery(report, body), body.format);
  }

  @Get()
  @Permit('reports.read')
  @Answers({
    type: ReportExportView,
    list: true,
    description: 'Exports, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: PageQuery): Promise<Page<ReportExportView>> {
    return this.exports.list(query);
  }

  @Get(':id')
  @Permit('reports.read')
  @Answers({ type: ReportExportView, description: 'How far an export is.', problems: ['not_found', 'export_unknown'] })
  get(@Param('id', UuidPipe) id: string): Promise<ReportExportView> {
    return this.exports.get(id);
  }

  @Post(':id/cancel')
  @Permit('reports.read')
  @Answers({
    type: ReportExportView,
    description: 'Call an export off.',
    problems: ['not_found', 'export_unknown', 'export_over'],
  })
  cancel(@Param('id', UuidPipe) id: string): Promise<ReportExportView> {
    return this.exports.cancel(id);
  }

  @Get(':id/file')
  @Permit('reports.read')
  @Answers({
    contentType: 'application/octet-stream',
    description: 'The file of a finished export, until it expires.',
    problems: ['not_found', 'export_unknown', 'export_not_ready', 'export_expired'],
  })
  async file(@Param('id', UuidPipe) id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Readable> {
    return fileAnswer(reply, await this.fetch.execute(id));
  }
}
