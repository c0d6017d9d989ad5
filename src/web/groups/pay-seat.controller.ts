import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { GroupSessionId, SeatId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { PaySeat } from '../../modules/groups/pay-seat';
import { SeatsReader } from '../../modules/groups/seats.reader';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { AheadTenders } from '../pay-invoice/ahead-tenders';
import { readTenders, tenderFieldOf } from '../pay-invoice/payment-form';
import { PaySeatPage } from './pay-seat.page';
import { SeatDesk } from './seat-desk';

interface Seat {
  readonly id: GroupSessionId;
  readonly seatId: SeatId;
}

/** /groups/:id/seats/:seatId/pay: the price of a seat, ahead of the session. */
@PageController('groups/:id/seats/:seatId/pay')
@Permit('deposits.take')
export class PaySeatController {
  constructor(
    private readonly desk: SeatDesk,
    private readonly ahead: AheadTenders,
    private readonly pay: PaySeat,
    private readonly seats: SeatsReader,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('group_seat')
  show(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.form(request, { id, seatId }, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  async take(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
    @PostedForm() values: FormValues,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const isByPage = values['how'] === 'page';
    const { patientId } = await this.desk.paying(id, seatId);
    const tenders = isByPage ? [] : readTenders(typed, await this.ahead.of(patientId));
    if (!tenders) return this.form(request, { id, seatId }, { status: 422, form: typed.state });
    try {
      return await this.once.run(
        { route: 'POST /groups/:id/seats/:seatId/pay', about: seatId, values },
        async () => {
          if (isByPage) {
            await this.pay.onHostedPage({ sessionId: id, seatId });
            return `/groups/${id}/seats/${seatId}/pay`;
          }
          await this.pay.execute({ sessionId: id, seatId, tenders });
          const { status } = await this.seats.get(id, seatId);
          return status === 'released' ? `/groups/${id}?notice=lost` : `/groups/${id}#seat-${seatId}`;
        },
        { staged: isByPage },
      );
    } catch (error) {
      const refusal = refusalOf(error, values, (pointer) => tenderFieldOf(pointer, tenders));
      return this.form(request, { id, seatId }, refusal);
    }
  }

  private async form(request: FastifyRequest, { id, seatId }: Seat, { status, form }: Refusal): Promise<PageAnswer> {
    const { patientId, ...seat } = await this.desk.paying(id, seatId);
    const tenders = await this.ahead.of(patientId);
    const idempotencyKey = this.once.keyOf(form.values);
    return page(
      PaySeatPage,
      { ...seat, tenders, shell: await this.shell.of(request), idempotencyKey, form },
      { status },
    );
  }
}
