import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { GroupSessionId } from '../../kernel/ids';
import type { FormState } from '../forms/form-state';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageShell } from '../http/page-shell';
import { ReadTrail } from '../http/read-trail';
import { GroupDesk } from './group-desk';
import { GroupTillPage } from './group-till.page';

interface TillOptions {
  readonly form: FormState;
  readonly status?: number;
  readonly showsPrices?: boolean;
  readonly isSeatLost?: boolean;
}

/** The till of a session, for whoever shows it. */
@Injectable()
export class GroupPages {
  constructor(
    private readonly desk: GroupDesk,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
    private readonly trail: ReadTrail,
  ) {}

  async till(
    { request, id }: { readonly request: FastifyRequest; readonly id: GroupSessionId },
    { form, status = 200, showsPrices = false, isSeatLost = false }: TillOptions,
  ): Promise<PageAnswer> {
    const till = await this.desk.till(id, showsPrices);
    if (showsPrices) await this.trail.list('group_seat', till.seats.filter(({ seatId }) => seatId).length);
    const idempotencyKey = this.once.keyOf(form.values);
    const shell = await this.shell.of(request);
    return page(GroupTillPage, { ...till, shell, form, isSeatLost, idempotencyKey }, { status });
  }
}
