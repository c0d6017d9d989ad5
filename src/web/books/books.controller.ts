import { Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../../modules/access/permit';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { BalancesReader } from '../../modules/ledger/balances.reader';
import { FormReader } from '../forms/form-reader';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { BooksPage } from './books.page';

/** /books: the trial balance at the end of a day. */
@PageController('books')
export class BooksController {
  constructor(
    private readonly balances: BalancesReader,
    private readonly clinics: ClinicsReader,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('ledger.read')
  async show(@Req() request: FastifyRequest, @Query('asOf') asOf: unknown): Promise<PageAnswer> {
    const today = await this.clinics.today();
    const typed = new FormReader({ asOf: typeof asOf === 'string' ? asOf.slice(0, 40) : today.toString() });
    const day = typed.date('asOf') ?? today;
    const { lines, totalDebit, totalCredit } = await this.balances.trialBalance(day);
    const rows = lines.filter((line) => !line.debit.isZero() || !line.credit.isZero());
    const props = { shell: await this.shell.of(request), asOf: day, form: typed.state, rows, totalDebit, totalCredit };
    return page(BooksPage, props, { status: typed.isRight ? 200 : 422 });
  }
}
