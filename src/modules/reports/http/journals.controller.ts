import type { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  IIF_ACCOUNT_TYPES,
  JOURNAL_DETAILS,
  JOURNAL_PROGRAMS,
  type JournalDetail,
  type JournalProgram,
} from '../../../domain/reports/journal-programs';
import { DomainError } from '../../../kernel/errors';
import { Answers } from '../../../platform/http/answers';
import { EnumField, IntField, ListField, TextField } from '../../../platform/http/fields';
import { MoneyRoute } from '../../../platform/http/money-route';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { Permit } from '../../access/permit';
import { AccountMappings } from '../account-mappings';
import { ExportJournal } from '../export-journal';
import { AccountMappingView, JournalBatchView } from '../journal.view';
import { fileAnswer } from './file-answer';

export class AccountMappingDto {
  @IntField({ min: 1000, max: 9999, example: 1100 }) accountNumber: number;
  @TextField({ max: 100, example: 'Clinic receivables:Patients' }) name: string;
  @EnumField(IIF_ACCOUNT_TYPES, { optional: true }) type?: string;
  @TextField({ optional: true, max: 100, example: 'Tax Exempt (0%)' }) taxRate?: string;
}

export class AccountMappingsDto {
  @ListField(() => AccountMappingDto, { minItems: 1, maxItems: 200 }) accounts: AccountMappingDto[];
}

export class JournalBatchDto {
  @EnumField(JOURNAL_PROGRAMS) program: JournalProgram;
  @EnumField(JOURNAL_DETAILS, { optional: true, description: 'A journal a day, unless told.' }) detail?: JournalDetail;
}

export class JournalBatchesQuery extends PageQuery {
  @EnumField(JOURNAL_PROGRAMS, { optional: true }) program?: JournalProgram;
}

/** Errors: `journal_program_unknown`. */
function programOf(text: string): JournalProgram {
  const program = JOURNAL_PROGRAMS.find((one) => one === text);
  if (!program)
    throw new DomainError('journal_program_unknown', {
      detail: `Journals are made for ${JOURNAL_PROGRAMS.join(', ')}.`,
    });
  return program;
}

/** The books for a bookkeeping program, since the last time. */
@ApiTags('journals')
@Controller('v1')
export class JournalsController {
  constructor(
    private readonly mappings: AccountMappings,
    private readonly journals: ExportJournal,
  ) {}

  @Get('account-mappings/:program')
  @Permit('reports.read')
  @Answers({
    type: AccountMappingView,
    list: true,
    description: 'What each account is called in a bookkeeping program.',
    problems: ['journal_program_unknown'],
  })
  async accounts(@Param('program') program: string): Promise<Page<AccountMappingView>> {
    return { data: await this.mappings.list(programOf(program)), nextCursor: null };
  }

  @Put('account-mappings/:program')
  @Permit('journals.export')
  @Answers({
    type: AccountMappingView,
    list: true,
    description: 'Name accounts in a bookkeeping program; those left out stay as they are.',
    problems: ['journal_program_unknown', 'journal_mapping_invalid'],
  })
  async setAccounts(
    @Param('program') program: string,
    @Body() body: AccountMappingsDto,
  ): Promise<Page<AccountMappingView>> {
    return { data: await this.mappings.set(programOf(program), body.accounts), nextCursor: null };
  }

  @Post('journal-batches')
  @Permit('journals.export')
  @MoneyRoute({ isKeyOptional: true })
  @Answers({
    status: 201,
    type: JournalBatchView,
    description: 'Everything booked since the last batch for a program, as the next one.',
    problems: ['idempotency_key_invalid', 'journal_nothing_new'],
  })
  make(@Body() { program, detail = 'day' }: JournalBatchDto): Promise<JournalBatchView> {
    return this.journals.execute(program, detail);
  }

  @Get('journal-batches')
  @Permit('reports.read')
  @Answers({
    type: JournalBatchView,
    list: true,
    description: 'Batches, the newest first.',
    problems: ['cursor_invalid'],
  })
  list(@Query() query: JournalBatchesQuery): Promise<Page<JournalBatchView>> {
    return this.journals.list(query);
  }

  @Get('journal-batches/:id')
  @Permit('reports.read')
  @Answers({ type: JournalBatchView, description: 'A batch.', problems: ['not_found', 'journal_batch_unknown'] })
  get(@Param('id', UuidPipe) id: string): Promise<JournalBatchView> {
    return this.journals.get(id);
  }

  @Get('journal-batches/:id/file')
  @Permit('journals.export')
  @Answers({
    contentType: 'text/csv',
    description: 'The file the program imports (CSV, IIF, or a ZIP of numbered parts): the same bytes every time.',
    problems: ['not_found', 'journal_batch_unknown', 'report_does_not_tie', 'report_busy'],
  })
  async file(@Param('id', UuidPipe) id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Readable> {
    return fileAnswer(reply, await this.journals.file(id));
  }
}
