import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { GroupSessionId, PatientId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import type { HouseholdInput } from '../../modules/groups/household';
import { JoinWaitlist } from '../../modules/groups/join-waitlist';
import { TakeSeat } from '../../modules/groups/take-seat';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { BookSeatPage } from './book-seat.page';
import { FindGuestPage } from './find-guest.page';
import { householdFieldOf, readHousehold } from './group-form';
import { SeatDesk } from './seat-desk';

const LONGEST_QUERY = 100;

interface Booking {
  readonly id: GroupSessionId;
  readonly patientId: PatientId;
}

/** /groups/:id/book: a seat for a patient, or a place on the waitlist. */
@PageController('groups/:id/book')
@Permit('groups.work')
export class BookSeatController {
  constructor(
    private readonly desk: SeatDesk,
    private readonly take: TakeSeat,
    private readonly wait: JoinWaitlist,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('patient')
  async find(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Query('query') query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const asked = typeof query === 'string' ? query.trim().slice(0, LONGEST_QUERY) : '';
    return page(FindGuestPage, { ...(await this.desk.find(id, asked)), shell: await this.shell.of(request) });
  }

  @Get(':patientId')
  @AuditRead('patient')
  show(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Param('patientId', UuidPipe) patientId: PatientId,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.form(request, { id, patientId }, { status: 200, form: EMPTY_FORM });
  }

  @Post(':patientId')
  async book(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Param('patientId', UuidPipe) patientId: PatientId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const household = readHousehold(typed);
    if (!household) return this.form(request, { id, patientId }, { status: 422, form: typed.state });
    try {
      return await this.once.run(
        { route: 'POST /groups/:id/book/:patientId', about: `${id} ${patientId}`, values },
        () => this.carryOut({ id, patientId }, household, values['how']),
      );
    } catch (error) {
      return this.form(request, { id, patientId }, refusalOf(error, values, householdFieldOf));
    }
  }

  /** Where to go on. */
  private async carryOut({ id, patientId }: Booking, household: HouseholdInput, how?: string): Promise<string> {
    const booking = { ...household, sessionId: id, patientId };
    if (how === 'wait') {
      await this.wait.execute(booking);
      return `/groups/${id}#waitlist`;
    }
    const seatId = await this.take.execute({ ...booking, confirm: how === 'book' });
    return how === 'pay' ? `/groups/${id}/seats/${seatId}/pay` : `/groups/${id}#seat-${seatId}`;
  }

  private async form(
    request: FastifyRequest,
    { id, patientId }: Booking,
    { status, form }: Refusal,
  ): Promise<PageAnswer> {
    const booking = await this.desk.booking(id, patientId);
    const idempotencyKey = this.once.keyOf(form.values);
    return page(BookSeatPage, { ...booking, shell: await this.shell.of(request), idempotencyKey, form }, { status });
  }
}
