import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors';
import { Permit } from '../../modules/access/permit';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { ReportCatalog } from '../../modules/reports/report-catalog';
import { ReportExports } from '../../modules/reports/report-exports';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { ExportsPage } from './exports.page';
import { askedOf } from './report-desk';

const MOST_EXPORTS = 100;
const ASKED = [
  'from',
  'to',
  'asOf',
  'location',
  'provider',
  'payer',
  'tender',
  'service',
  'user',
  'account',
  'groupBy',
];

/** /exports: reports made in the background. */
@PageController('exports')
@Permit('reports.read')
export class ExportPagesController {
  constructor(
    private readonly exports: ReportExports,
    private readonly catalog: ReportCatalog,
    private readonly clinics: ClinicsReader,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  list(@Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.show(request);
  }

  @Post()
  async request(@PostedForm() values: FormValues, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const asked = Object.entries(askedOf(values)).filter(([key, value]) => ASKED.includes(key) && value !== '');
    const query = { ...Object.fromEntries(asked), name: values['report'] ?? '' };
    const format = values['format'] === 'xlsx' ? 'xlsx' : 'csv';
    try {
      return await this.once.run({ route: 'POST /exports', values }, async () => {
        const { id } = await this.exports.request(query, format);
        return `/exports#export-${id}`;
      });
    } catch (error) {
      return this.show(request, refusalOf(error, values));
    }
  }

  /** A second press finds it called off: no key is needed. */
  @Post(':id/cancel')
  async cancel(@Param('id', UuidPipe) id: string, @Req() request: FastifyRequest): Promise<PageAnswer> {
    try {
      await this.exports.cancel(id);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'export_over')) throw error;
      return this.show(request, refusalOf(error, {}));
    }
    return goTo(`/exports#export-${id}`);
  }

  private async show(request: FastifyRequest, refused?: Refusal): Promise<PageAnswer> {
    const { data } = await this.exports.list({ limit: MOST_EXPORTS });
    const { timeZone } = await this.clinics.current();
    const props = {
      shell: await this.shell.of(request),
      form: refused?.form ?? EMPTY_FORM,
      timeZone,
      exports: data.map((one) => ({ ...one, title: this.catalog.get(one.report).title })),
    };
    return page(ExportsPage, props, { status: refused?.status ?? 200 });
  }
}
