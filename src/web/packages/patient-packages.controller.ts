import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { EnrollmentId, PatientId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { END_REASONS } from '../../modules/packages/course.view';
import { EndCourse } from '../../modules/packages/end-course';
import { EnrollInCourse } from '../../modules/packages/enroll-in-course';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { CourseDesk } from './course-desk';
import { PatientPackagesPage } from './patient-packages.page';

/** The end of a course's period as the desk enrolls it. */
const A_YEAR = 52;

/** /patients/:id/packages: the packages of a patient, and the course they are on. */
@PageController('patients/:id/packages')
export class PatientPackagesController {
  constructor(
    private readonly desk: CourseDesk,
    private readonly enroll: EnrollInCourse,
    private readonly ending: EndCourse,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('packages.read')
  @AuditRead('package')
  async show(@Param('id', UuidPipe) id: PatientId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const startsOn = (await this.desk.today()).toString();
    return this.page(request, id, { status: 200, form: { values: { startsOn }, problems: [] } });
  }

  /** A patient is on one course at a time: no key is needed. */
  @Post('course')
  @Permit('courses.enroll')
  async putOn(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const protocolCode = typed.text('protocolCode', { needed: 'Choose the course.' });
    const startsOn = typed.date('startsOn', { needed: 'Enter the first day.' });
    if (!protocolCode || !startsOn) return this.page(request, id, { status: 422, form: typed.state });
    try {
      await this.enroll.execute({ patientId: id, protocolCode, startsOn, weeks: A_YEAR });
      return goTo(`/patients/${id}/packages`);
    } catch (error) {
      return this.page(request, id, refusalOf(error, values));
    }
  }

  /** The first end stands. */
  @Post('course/end')
  @Permit('courses.enroll')
  async end(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const enrollmentId = typed.id<EnrollmentId>('enrollmentId', { needed: 'Open the page again.' });
    const reason = END_REASONS.find((known) => known === values['reason']);
    if (!enrollmentId || !reason) return this.page(request, id, { status: 422, form: typed.state });
    try {
      await this.ending.execute(enrollmentId, reason);
      return goTo(`/patients/${id}/packages`);
    } catch (error) {
      return this.page(request, id, refusalOf(error, values));
    }
  }

  private async page(request: FastifyRequest, id: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    return page(
      PatientPackagesPage,
      {
        ...(await this.desk.of(id)),
        shell: await this.shell.of(request),
        form,
        maySell: this.authorize.may('packages.sell'),
        mayEnroll: this.authorize.may('courses.enroll'),
      },
      { status },
    );
  }
}
