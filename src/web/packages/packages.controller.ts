import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PackageId } from '../../kernel/ids';
import { Money } from '../../kernel/money';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { CancelPackage } from '../../modules/packages/cancel-package';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { PackageDesk } from './package-desk';
import { PackagePage } from './package.page';

/** /packages/:id: one package, and its cancellation. */
@PageController('packages/:id')
export class PackagesController {
  constructor(
    private readonly desk: PackageDesk,
    private readonly canceling: CancelPackage,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @Permit('packages.read')
  @AuditRead('package')
  show(@Param('id', UuidPipe) id: PackageId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, id, { status: 200, form: EMPTY_FORM });
  }

  @Post('cancel')
  @Permit('packages.cancel')
  async cancel(
    @Param('id', UuidPipe) packageId: PackageId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const reason = typed.text('reason', { needed: 'Say why it is canceled.' });
    const shown = values['refundCents'] ?? '';
    const refund = /^\d{1,10}$/.test(shown) ? Money.fromColumn(shown) : undefined;
    if (!reason) return this.page(request, packageId, { status: 422, form: typed.state });
    try {
      return await this.once.run(
        { route: 'POST /packages/:id/cancel', about: packageId, values },
        async (requestKey) => {
          await this.canceling.execute({ packageId, reason, refund, requestKey });
          return `/packages/${packageId}`;
        },
        { staged: true },
      );
    } catch (error) {
      return this.page(request, packageId, refusalOf(error, values));
    }
  }

  private async page(request: FastifyRequest, id: PackageId, { status, form }: Refusal): Promise<PageAnswer> {
    const shown = await this.desk.one(id);
    return page(
      PackagePage,
      {
        ...shown,
        shell: await this.shell.of(request),
        idempotencyKey: this.once.keyOf(form.values),
        form,
        maySell: this.authorize.may('packages.sell'),
        mayPlan: shown.mayPlan && this.authorize.may('plans.work'),
        mayCancel: this.authorize.may('packages.cancel'),
      },
      { status },
    );
  }
}
