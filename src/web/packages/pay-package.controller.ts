import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PackageId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { PayPackage } from '../../modules/packages/pay-package';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { readTenders, tenderFieldOf } from '../pay-invoice/payment-form';
import { PackageDesk } from './package-desk';
import { PayPackagePage } from './pay-package.page';

/** /packages/:id/pay: money for a package that is not paid yet. */
@PageController('packages/:id/pay')
@Permit('packages.sell')
export class PayPackageController {
  constructor(
    private readonly desk: PackageDesk,
    private readonly paying: PayPackage,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('package')
  show(@Param('id', UuidPipe) id: PackageId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.form(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  async take(
    @Param('id', UuidPipe) id: PackageId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const isByPage = values['how'] === 'page';
    const { tenders: choices } = await this.desk.toPay(id);
    const tenders = isByPage ? [] : readTenders(typed, choices);
    if (!tenders) return this.form(request, id, { status: 422, form: typed.state });
    try {
      return await this.once.run(
        { route: 'POST /packages/:id/pay', about: id, values },
        async () => {
          if (isByPage) await this.paying.onHostedPage(id);
          else await this.paying.atDesk(id, tenders);
          return `/packages/${id}`;
        },
        { staged: isByPage },
      );
    } catch (error) {
      return this.form(
        request,
        id,
        refusalOf(error, values, (pointer) => tenderFieldOf(pointer, tenders)),
      );
    }
  }

  private async form(request: FastifyRequest, id: PackageId, { status, form }: Refusal): Promise<PageAnswer> {
    const choices = await this.desk.toPay(id);
    const idempotencyKey = this.once.keyOf(form.values);
    return page(PayPackagePage, { ...choices, shell: await this.shell.of(request), idempotencyKey, form }, { status });
  }
}
