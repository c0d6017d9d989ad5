import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { JOURNAL_DETAILS, JOURNAL_PROGRAMS, type JournalProgram } from '../../domain/reports/journal-programs';
import { DomainError } from '../../kernel/errors';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { AccountMappings } from '../../modules/reports/account-mappings';
import { ExportJournal } from '../../modules/reports/export-journal';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM, type FormState } from '../forms/form-state';
import { refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { AccountNamesPage, JournalsPage, nameField } from './journals.page';

const MOST_BATCHES = 100;

interface Refused {
  readonly form: FormState;
  readonly status: number;
  readonly values: FormValues;
}

/** Errors: `journal_program_unknown`. */
function programOf(text: string): JournalProgram {
  const program = JOURNAL_PROGRAMS.find((one) => one === text);
  if (!program) throw new DomainError('journal_program_unknown');
  return program;
}

/** /journals: the books for a bookkeeping program, since the last time. */
@PageController('journals')
@Permit('reports.read')
export class JournalPagesController {
  constructor(
    private readonly journals: ExportJournal,
    private readonly mappings: AccountMappings,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  list(@Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.batches(request);
  }

  @Post()
  @Permit('journals.export')
  async make(@PostedForm() values: FormValues, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const program = JOURNAL_PROGRAMS.find((one) => one === typed.text('program'));
    const detail = JOURNAL_DETAILS.find((one) => one === typed.text('detail')) ?? 'day';
    if (!program) {
      typed.reject('program', 'Choose the program.');
      return this.batches(request, { form: typed.state, status: 422, values });
    }
    try {
      return await this.once.run({ route: 'POST /journals', values }, async () => {
        const { id } = await this.journals.execute(program, detail);
        return `/journals#batch-${id}`;
      });
    } catch (error) {
      return this.batches(request, { ...refusalOf(error, values), values });
    }
  }

  @Get('accounts/:program')
  accounts(@Param('program') program: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.names(request, programOf(program));
  }

  @Post('accounts/:program')
  @Permit('journals.export')
  async name(
    @Param('program') text: string,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const program = programOf(text);
    const typed = new FormReader(values);
    const before = await this.mappings.list(program);
    const named = before.map(({ accountNumber }) => ({
      accountNumber,
      name: typed.text(nameField(accountNumber), { needed: 'An account needs a name there.' }) ?? '',
    }));
    if (!typed.isRight) return this.names(request, program, { form: typed.state, status: 422, values });
    const changed = named.filter(({ name }, index) => name !== before[index]?.name);
    try {
      return await this.once.run({ route: 'POST /journals/accounts/:program', about: program, values }, async () => {
        if (changed.length > 0) await this.mappings.set(program, changed);
        return `/journals/accounts/${program}`;
      });
    } catch (error) {
      const fieldOf = (pointer: string): string | undefined => {
        const mapping = changed[Number(/^\/accounts\/(\d+)\//.exec(pointer)?.[1] ?? -1)];
        return mapping && nameField(mapping.accountNumber);
      };
      return this.names(request, program, { ...refusalOf(error, values, fieldOf), values });
    }
  }

  private async batches(request: FastifyRequest, refused?: Refused): Promise<PageAnswer> {
    const { data } = await this.journals.list({ limit: MOST_BATCHES });
    const props = { shell: await this.shell.of(request), batches: data, ...this.formOf(refused) };
    return page(JournalsPage, props, { status: refused?.status ?? 200 });
  }

  private async names(request: FastifyRequest, program: JournalProgram, refused?: Refused): Promise<PageAnswer> {
    const accounts = await this.mappings.list(program);
    const { form, ...rest } = this.formOf(refused);
    const values = Object.fromEntries(accounts.map(({ accountNumber, name }) => [nameField(accountNumber), name]));
    const props = {
      shell: await this.shell.of(request),
      program,
      accounts,
      ...rest,
      form: refused ? form : { ...form, values },
    };
    return page(AccountNamesPage, props, { status: refused?.status ?? 200 });
  }

  private formOf(refused?: Refused) {
    return {
      form: refused?.form ?? EMPTY_FORM,
      idempotencyKey: refused ? this.once.keyOf(refused.values) : this.once.makeKey(),
      mayExport: this.authorize.may('journals.export'),
    };
  }
}
