import { Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../../modules/access/permit';
import { ReportCatalog } from '../../modules/reports/report-catalog';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { askedOf, ReportDesk } from './report-desk';
import { ReportPage } from './report.page';
import { ReportsPage } from './reports.page';
import { REPORT_GROUPS } from './report-words';

/** /reports: what the accountant reads, each proved against the ledger. */
@PageController('reports')
@Permit('reports.read')
export class ReportPagesController {
  constructor(
    private readonly catalog: ReportCatalog,
    private readonly desk: ReportDesk,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<PageAnswer> {
    const all = this.catalog.list();
    const named = REPORT_GROUPS.flatMap(({ names }) => names);
    const groups = REPORT_GROUPS.map(({ title, names }, index) => ({
      title,
      reports: [
        ...names.flatMap((name) => all.find((report) => report.name === name) ?? []),
        ...(index === REPORT_GROUPS.length - 1 ? all.filter(({ name }) => !named.includes(name)) : []),
      ],
    }));
    return page(ReportsPage, { shell: await this.shell.of(request), groups });
  }

  @Get(':name')
  async show(
    @Param('name') name: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const { asked, ...props } = await this.desk.show(name, askedOf(query));
    const background = { idempotencyKey: this.once.makeKey(), values: asked };
    const shell = await this.shell.of(request);
    return page(ReportPage, { ...props, background, shell }, { status: props.report ? 200 : 422 });
  }
}
