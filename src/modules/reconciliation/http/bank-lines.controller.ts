import { Body, Controller, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { DomainError } from '../../../kernel/errors';
import { Answers } from '../../../platform/http/answers';
import { CSV, CsvBodyPipe } from '../../../platform/http/csv-body';
import { MoneyRoute } from '../../../platform/http/money-route';
import type { Page } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { BankImportView, BankLineView } from '../bank-line.view';
import { BankLinesReader } from '../bank-lines.reader';
import { BANK_LINE_COLUMNS, BANK_LINE_TEMPLATE } from '../csv/bank-line-csv';
import { RecordBankLines } from '../record-bank-lines';
import { WorkBankLine } from '../work-bank-line';
import { BankImportQuery, BankLinesQuery, MatchBankLineDto, RecordBankLineDto } from './bank-lines.dto';

/** Lines of bank and Venmo statements, and what they are. */
@ApiTags('reconciliation')
@Controller('v1/bank-lines')
export class BankLinesController {
  constructor(
    private readonly record: RecordBankLines,
    private readonly work: WorkBankLine,
    private readonly lines: BankLinesReader,
  ) {}

  @Get()
  @Permit('reconciliation.read')
  @AuditRead('bank_line')
  @Answers({
    type: BankLineView,
    list: true,
    description: 'Statement lines, the last recorded first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: BankLinesQuery): Promise<Page<BankLineView>> {
    return this.lines.list(query);
  }

  @Get('template.csv')
  @Permit('reconciliation.read')
  @Header('content-type', `${CSV}; charset=utf-8`)
  @Header('content-disposition', 'attachment; filename="bank-lines.csv"')
  @Answers({ contentType: CSV, description: 'An empty statement file, to fill in and import.' })
  template(): string {
    return BANK_LINE_TEMPLATE;
  }

  @Post()
  @Permit('reconciliation.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: BankLineView,
    description: 'Record one statement line.',
    problems: ['idempotency_key_missing', 'idempotency_key_invalid', 'period_closed'],
  })
  one(@Body() { account, ...row }: RecordBankLineDto): Promise<BankLineView> {
    if (row.amountCents === 0)
      throw new DomainError('validation_failed', {
        errors: [{ pointer: '/amountCents', message: 'must not be zero' }],
      });
    return this.record.one(account, { ...row, reference: row.reference ?? null });
  }

  @Post('imports')
  @Permit('reconciliation.work')
  @ApiConsumes(CSV)
  @ApiBody({ schema: { type: 'string', example: BANK_LINE_COLUMNS.join(',') } })
  @Answers({
    status: 201,
    type: BankImportView,
    description: 'Record a statement file, all rows or none. Errors point at `/rows/<line>/<column>`.',
    problems: ['bank_import_invalid', 'content_type_unsupported', 'body_malformed', 'body_too_large', 'period_closed'],
  })
  file(@Body(CsvBodyPipe) csv: string, @Query() { account }: BankImportQuery): Promise<BankImportView> {
    return this.record.file(account, csv);
  }

  @Post(':id/match')
  @Permit('reconciliation.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: BankLineView,
    description: 'Say which movement a line is.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'not_found',
      'bank_line_unknown',
      'bank_line_matched',
      'bank_match_invalid',
      'period_closed',
    ],
  })
  match(@Param('id', UuidPipe) lineId: string, @Body() body: MatchBankLineDto): Promise<BankLineView> {
    return this.work.match({ lineId, ...body });
  }

  @Post(':id/unmatch')
  @Permit('reconciliation.work')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: BankLineView,
    description: 'Take a match back.',
    problems: ['idempotency_key_missing', 'idempotency_key_invalid', 'not_found', 'bank_line_unknown', 'period_closed'],
  })
  unmatch(@Param('id', UuidPipe) lineId: string): Promise<BankLineView> {
    return this.work.unmatch(lineId);
  }
}
