import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PatientId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { AddCoverage } from '../../modules/coverage/add-coverage';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { CollectToday } from './collect-today';
import { CoverageDesk } from './coverage-desk';
import { coverageFieldOf, readCoverage } from './coverage-forms';
import { NewCoveragePage } from './coverage-forms.page';
import { CoveragePage } from './coverage.page';

/** /patients/:id/coverage: plans, authorizations and elections, and adding a plan. */
@PageController('patients/:id/coverage')
export class CoveragePagesController {
  constructor(
    private readonly desk: CoverageDesk,
    private readonly collect: CollectToday,
    private readonly add: AddCoverage,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @Permit('coverage.read')
  @AuditRead('coverage')
  async show(@Param('id', UuidPipe) id: PatientId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(CoveragePage, {
      ...(await this.desk.of(id)),
      collect: await this.collect.rows(id),
      shell: await this.shell.of(request),
      mayAdd: this.authorize.may('coverage.write'),
      mayAuthorize: this.authorize.may('authorizations.write'),
    });
  }

  @Get('new')
  @Permit('coverage.write')
  @AuditRead('patient')
  form(@Param('id', UuidPipe) id: PatientId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const values = { priority: '1', benefit: 'unknown' };
    return this.page(request, id, { status: 200, form: { values, problems: [] } });
  }

  @Post()
  @Permit('coverage.write')
  async create(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const input = readCoverage(typed, id);
    if (!input) return this.page(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run({ route: 'POST /patients/:id/coverage', about: id, values }, async () => {
        const coverage = await this.add.execute(input);
        return `/patients/${id}/coverage#coverage-${coverage.id}`;
      });
    } catch (error) {
      return this.page(request, id, refusalOf(error, values, coverageFieldOf));
    }
  }

  private async page(request: FastifyRequest, id: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    const { patient } = await this.desk.offer(id);
    const shell = await this.shell.of(request);
    return page(NewCoveragePage, { shell, patient, form, idempotencyKey: this.once.keyOf(form.values) }, { status });
  }
}
