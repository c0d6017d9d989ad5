import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Temporal } from 'temporal-polyfill';
import { parseBusinessDate } from '../../kernel/business-date';
import type { VisitId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { RecordVisitTimes } from '../../modules/charges/record-visit-times';
import { VisitsReader } from '../../modules/charges/visits.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { PatientsReader } from '../../modules/patients/patients.reader';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { momentOf, timeValue } from '../forms/moment';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { toPatientHead } from '../patients/patient-heads';
import { VisitTimesPage } from './times.page';

/** /visits/:id/times: when the patient was dosed, and when they were fit to leave. */
@PageController('visits/:id/times')
@Permit('visits.post')
export class VisitTimesController {
  constructor(
    private readonly visits: VisitsReader,
    private readonly record: RecordVisitTimes,
    private readonly patients: PatientsReader,
    private readonly clinics: ClinicsReader,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @AuditRead('visit')
  async show(@Param('id', UuidPipe) id: VisitId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const { doseAt, dischargedAt } = await this.visits.get(id);
    const { timeZone } = await this.clinics.settings();
    const time = (at: string | null): string => (at === null ? '' : timeValue(Temporal.Instant.from(at), timeZone));
    const values = { doseTime: time(doseAt), dischargedTime: time(dischargedAt) };
    return this.page(request, id, { status: 200, form: { values, problems: [] } });
  }

  /** Both are written anew: the same form twice changes nothing, no key is needed. */
  @Post()
  async write(
    @Param('id', UuidPipe) id: VisitId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const dosed = typed.time('doseTime');
    const left = typed.time('dischargedTime');
    if (!typed.isRight) return this.page(request, id, { status: 422, form: typed.state });
    const on = parseBusinessDate((await this.visits.get(id)).dateOfService);
    const { timeZone } = await this.clinics.settings();
    // A late session ends after midnight.
    const leftNextDay = dosed && left && Temporal.PlainTime.compare(left, dosed) < 0;
    try {
      await this.record.execute({
        visitId: id,
        doseAt: dosed ? momentOf(on, dosed, timeZone) : null,
        dischargedAt: left ? momentOf(leftNextDay ? on.add({ days: 1 }) : on, left, timeZone) : null,
      });
      return goTo(`/visits/${id}#times`);
    } catch (error) {
      return this.page(
        request,
        id,
        refusalOf(error, values, (pointer) => (pointer === '/doseAt' ? 'doseTime' : 'dischargedTime')),
      );
    }
  }

  private async page(request: FastifyRequest, id: VisitId, { status, form }: Refusal): Promise<PageAnswer> {
    const { patientId, dateOfService } = await this.visits.get(id);
    const props = {
      shell: await this.shell.of(request),
      patient: toPatientHead(await this.patients.get(patientId)),
      visitId: id,
      on: parseBusinessDate(dateOfService),
      form,
    };
    return page(VisitTimesPage, props, { status });
  }
}
