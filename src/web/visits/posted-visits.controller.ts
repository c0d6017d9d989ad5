import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { VisitId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { RecordObservation } from '../../modules/claims/record-observation';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { observationFieldOf, readObservation } from './observation-form';
import { ObservationPage } from './observation.page';
import { PostedVisitDesk } from './posted-visit-desk';
import { VisitPage } from './visit.page';

/** /visits/:id: a visit that was charged, and what was observed at it. */
@PageController('visits/:id')
export class PostedVisitsController {
  constructor(
    private readonly desk: PostedVisitDesk,
    private readonly record: RecordObservation,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('visits.read')
  @AuditRead('visit')
  async show(@Param('id', UuidPipe) id: VisitId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return page(VisitPage, { ...(await this.desk.one(id)), shell: await this.shell.of(request) });
  }

  @Get('observation')
  @Permit('visits.post')
  @AuditRead('observation')
  async form(@Param('id', UuidPipe) id: VisitId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const { values } = await this.desk.observation(id);
    return this.page(request, id, { status: 200, form: { values, problems: [] } });
  }

  /** The whole record is written anew: the same form twice changes nothing, no key is needed. */
  @Post('observation')
  @Permit('visits.post')
  async write(
    @Param('id', UuidPipe) id: VisitId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const { session, claimId } = await this.desk.observation(id);
    const typed = new FormReader(values);
    const input = readObservation(typed, session);
    if (!input) return this.page(request, id, { status: 422, form: typed.state });
    try {
      await this.record.execute(input);
      return goTo(claimId === null ? `/visits/${id}#observation` : `/claims/${claimId}#gates`);
    } catch (error) {
      return this.page(request, id, refusalOf(error, values, observationFieldOf));
    }
  }

  private async page(request: FastifyRequest, id: VisitId, { status, form }: Refusal): Promise<PageAnswer> {
    const { patient } = await this.desk.observation(id);
    const shell = await this.shell.of(request);
    return page(ObservationPage, { shell, patient, visitId: id, form }, { status });
  }
}
