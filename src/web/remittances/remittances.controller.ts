import { Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { PostRemittance } from '../../modules/claims/post-remittance';
import { NO_FILE } from '../claims/acknowledgements.controller';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { PostedFile } from '../http/file-form';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { RemittancePagesDesk } from './remittance-desk';
import { RemittancesPage } from './remittances.page';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** /remittances: payment advices, and taking one in. */
@PageController('remittances')
export class RemittancePagesController {
  constructor(
    private readonly desk: RemittancePagesDesk,
    private readonly post: PostRemittance,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('claims.read')
  @AuditRead('remittance')
  list(
    @Req() request: FastifyRequest,
    @Query('status') status: unknown,
    @Query('cursor') cursor: unknown,
  ): Promise<PageAnswer> {
    const query = { status: textOf(status), cursor: textOf(cursor) };
    return this.page(request, { status: 200, form: EMPTY_FORM }, query);
  }

  /** The file's bytes and the payer's trace number are the key: the same remittance twice is booked once. */
  @Post()
  @Permit('remittances.post')
  async take(@Req() request: FastifyRequest, @PostedFile() text: string | undefined): Promise<PageAnswer> {
    if (text === undefined) return this.page(request, NO_FILE);
    try {
      const { id, isRepeat, furtherIds } = await this.post.execute(text);
      if (furtherIds.length > 0) return goTo('/remittances');
      return goTo(`/remittances/${id}${isRepeat ? '?again=yes' : ''}`);
    } catch (error) {
      return this.page(request, refusalOf(error, {}));
    }
  }

  private async page(
    request: FastifyRequest,
    { status, form }: Refusal,
    query: { readonly status?: string; readonly cursor?: string } = {},
  ): Promise<PageAnswer> {
    const list = await this.desk.list(query.status, query.cursor);
    return page(RemittancesPage, { ...list, shell: await this.shell.of(request), form }, { status });
  }
}
