import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { GroupSessionId, SeatId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { ConfirmSeat } from '../../modules/groups/confirm-seat';
import { NotePrescription } from '../../modules/groups/note-prescription';
import { ReleaseSeat } from '../../modules/groups/release-seat';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { ReleaseSeatPage } from './end-pages';
import { SeatDesk } from './seat-desk';

/** /groups/:id/seats/:seatId: what is done with one seat that moves no money. Each goes by the seat's state: no key is needed. */
@PageController('groups/:id/seats/:seatId')
@Permit('groups.work')
export class SeatsController {
  constructor(
    private readonly desk: SeatDesk,
    private readonly confirm: ConfirmSeat,
    private readonly prescription: NotePrescription,
    private readonly release: ReleaseSeat,
    private readonly shell: PageShell,
  ) {}

  @Post('confirm')
  async book(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
  ): Promise<PageAnswer> {
    await this.confirm.execute(id, seatId);
    return goTo(`/groups/${id}#seat-${seatId}`);
  }

  @Post('prescription')
  async note(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    await this.prescription.execute(id, seatId, values['brought'] === 'yes');
    return goTo(`/groups/${id}#seat-${seatId}`);
  }

  @Get('release')
  @AuditRead('group_seat')
  async ask(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    const shown = await this.desk.releasing(id, seatId);
    return page(ReleaseSeatPage, { ...shown, shell: await this.shell.of(request) });
  }

  @Post('release')
  async giveUp(
    @Param('id', UuidPipe) id: GroupSessionId,
    @Param('seatId', UuidPipe) seatId: SeatId,
  ): Promise<PageAnswer> {
    await this.release.execute(id, seatId);
    return goTo(`/groups/${id}#seats`);
  }
}
