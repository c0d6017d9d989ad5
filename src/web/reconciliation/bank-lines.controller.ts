import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { BANK_ACCOUNT_KINDS, MATCH_TARGETS } from '../../domain/reconciliation/match-bank-lines';
import { DomainError } from '../../kernel/errors';
import { isUuid } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { RecordBankLines } from '../../modules/reconciliation/record-bank-lines';
import { WorkBankLine } from '../../modules/reconciliation/work-bank-line';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { textOf } from '../http/query-text';
import { BankLineDesk } from './bank-line-desk';
import { BankLinePage } from './bank-line.page';
import { BankLinesPage, type ImportedShown, LONGEST_STATEMENT } from './bank-lines.page';

const FRESH: Refusal = { status: 200, form: EMPTY_FORM };

/** /reconciliation/bank-lines: statements, and what their lines are. */
@PageController('reconciliation/bank-lines')
export class BankLinesController {
  constructor(
    private readonly desk: BankLineDesk,
    private readonly record: RecordBankLines,
    private readonly work: WorkBankLine,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @Permit('reconciliation.read')
  @AuditRead('bank_line')
  list(
    @Req() request: FastifyRequest,
    @Query('status') status: unknown,
    @Query('cursor') cursor: unknown,
  ): Promise<PageAnswer> {
    return this.all({ request, wish: textOf(status), cursor: textOf(cursor) }, FRESH);
  }

  /** The same file again adds nothing: no key is needed. */
  @Post()
  @Permit('reconciliation.work')
  async import(
    @Req() request: FastifyRequest,
    @PostedForm({ csv: LONGEST_STATEMENT }) values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const account = BANK_ACCOUNT_KINDS.find((kind) => kind === values['account']);
    const csv = typed.text('csv', { needed: 'Choose a file, or paste the lines of the statement.' });
    if (!account) typed.reject('account', 'Choose whose statement it is.');
    if (!account || csv === undefined) return this.all({ request }, { status: 422, form: typed.state });
    try {
      const imported = await this.record.file(account, csv);
      return await this.all({ request, wish: 'unmatched', imported }, FRESH);
    } catch (error) {
      return this.all(
        { request },
        refusalOf(withLines(error), values, () => 'csv'),
      );
    }
  }

  @Get(':id')
  @Permit('reconciliation.read')
  @AuditRead('bank_line')
  show(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.one(request, id, FRESH);
  }

  @Post(':id/match')
  @Permit('reconciliation.work')
  async match(
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const targetType = MATCH_TARGETS.find((type) => type === values['targetType']);
    const targetId = values['targetId'];
    if (!targetType || (targetId !== undefined && !isUuid(targetId))) throw new DomainError('body_malformed');
    try {
      return await this.once.run(
        { route: 'POST /reconciliation/bank-lines/:id/match', about: id, values },
        async () => {
          await this.work.match({ lineId: id, targetType, targetId });
          return `/reconciliation/bank-lines/${id}`;
        },
      );
    } catch (error) {
      return this.one(request, id, refusalOf(error, values));
    }
  }

  @Post(':id/unmatch')
  @Permit('reconciliation.work')
  async unmatch(
    @Param('id', UuidPipe) id: string,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    try {
      return await this.once.run(
        { route: 'POST /reconciliation/bank-lines/:id/unmatch', about: id, values },
        async () => {
          await this.work.unmatch(id);
          return `/reconciliation/bank-lines/${id}`;
        },
      );
    } catch (error) {
      return this.one(request, id, refusalOf(error, values));
    }
  }

  private async all({ request, wish, cursor, imported }: Listing, { status, form }: Refusal): Promise<PageAnswer> {
    const mayWork = this.authorize.may('reconciliation.work');
    const list = await this.desk.list(wish, cursor);
    return page(BankLinesPage, { ...list, shell: await this.shell.of(request), imported, mayWork, form }, { status });
  }

  private async one(request: FastifyRequest, id: string, { status, form }: Refusal): Promise<PageAnswer> {
    const [line, shell] = [await this.desk.one(id), await this.shell.of(request)];
    const mayWork = this.authorize.may('reconciliation.work');
    // A key of another choice would stand for that choice.
    const idempotencyKey = this.once.makeKey();
    return page(BankLinePage, { ...line, shell, idempotencyKey, mayWork, form }, { status });
  }
}

interface Listing {
  readonly request: FastifyRequest;
  readonly wish?: string;
  readonly cursor?: string;
  readonly imported?: ImportedShown;
}

const MOST_TOLD = 20;

/** The faults of a file with the line and the column each is in. */
function withLines(error: unknown): unknown {
  if (!(error instanceof DomainError) || error.code !== 'bank_import_invalid') return error;
  const told = (error.errors ?? []).slice(0, MOST_TOLD).map(({ pointer, message }) => {
    const [, , line = '', column = ''] = pointer.split('/');
    return { pointer, message: `Line ${line}, ${column || 'the columns'}: ${message}.` };
  });
  return new DomainError('bank_import_invalid', { detail: error.detail, errors: told, cause: error });
}
