import { Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { ReceiveAcknowledgement } from '../../modules/claims/receive-acknowledgement';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FILE_FIELD, PostedFile } from '../http/file-form';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { AcknowledgementsPage, type AcknowledgementsPageProps } from './acknowledgements.page';
import { toAcknowledgement } from './batch-desk';

/** What to say when a form for a file came without one. */
export const NO_FILE: Refusal = {
  status: 422,
  form: { values: {}, problems: [{ field: FILE_FIELD, message: 'Choose the file first.' }] },
};

/** /claims/acknowledgements: what clearinghouse and payers answer to our files. */
@PageController('claims/acknowledgements')
export class AcknowledgementPagesController {
  constructor(
    private readonly receive: ReceiveAcknowledgement,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('claims.read')
  show(@Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, { status: 200, form: EMPTY_FORM });
  }

  /** The same file twice changes nothing and is answered alike: no key is needed, and the answer is shown at once. */
  @Post()
  @Permit('claims.work')
  async take(@Req() request: FastifyRequest, @PostedFile() text: string | undefined): Promise<PageAnswer> {
    if (text === undefined) return this.page(request, NO_FILE);
    try {
      const { isRepeat, acknowledgements } = await this.receive.execute(text);
      const taken = { isRepeat, rows: acknowledgements.map(toAcknowledgement) };
      return await this.page(request, { status: 200, form: EMPTY_FORM }, taken);
    } catch (error) {
      return this.page(request, refusalOf(error, {}));
    }
  }

  private async page(
    request: FastifyRequest,
    { status, form }: Refusal,
    taken?: AcknowledgementsPageProps['taken'],
  ): Promise<PageAnswer> {
    const mayUpload = this.authorize.may('claims.work');
    return page(AcknowledgementsPage, { shell: await this.shell.of(request), form, mayUpload, taken }, { status });
  }
}
