import { Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PatientId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Permit } from '../../modules/access/permit';
import { SellAndPayPackage } from '../../modules/packages/sell-and-pay-package';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { tenderFieldOf } from '../pay-invoice/payment-form';
import { PackageDesk } from './package-desk';
import { readTendersIfAny } from './package-form';
import { SellPackagePage } from './sell-package.page';

/** /patients/:id/packages/new: choosing a package, signing it, and paying. */
@PageController('patients/:id/packages/new')
@Permit('packages.sell')
export class SellPackageController {
  constructor(
    private readonly desk: PackageDesk,
    private readonly selling: SellAndPayPackage,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
  ) {}

  @Get()
  @AuditRead('patient')
  show(
    @Param('id', UuidPipe) id: PatientId,
    @Query('offer') offer: unknown,
    @Req() request: FastifyRequest,
  ): Promise<PageAnswer> {
    return this.form(request, id, {
      status: 200,
      form: typeof offer === 'string' ? { values: { offer }, problems: [] } : EMPTY_FORM,
    });
  }

  @Post()
  async sell(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const isByPage = values['how'] === 'page';
    const { tenders: choices } = await this.desk.toSell(id, undefined);
    const tenders = isByPage ? [] : readTendersIfAny(typed, choices);
    const signedBy = typed.text('signedBy', { needed: 'The patient signs with their full name.' });
    const offerCode = typed.text('offer');
    if (!typed.isRight || !tenders || !signedBy || !offerCode)
      return this.form(request, id, { status: 422, form: typed.state });
    const agreement = { signedBy, textSha256: values['textSha256'] ?? '' };
    try {
      return await this.once.run(
        { route: 'POST /patients/:id/packages/new', about: id, values },
        async () => {
          const sale = { patientId: id, offerCode, agreement, tenders, startCheckout: isByPage };
          return `/packages/${(await this.selling.execute(sale)).packageId}`;
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

  private async form(request: FastifyRequest, id: PatientId, { status, form }: Refusal): Promise<PageAnswer> {
    const choices = await this.desk.toSell(id, form.values['offer'] || undefined);
    const idempotencyKey = this.once.keyOf(form.values);
    return page(SellPackagePage, { ...choices, shell: await this.shell.of(request), idempotencyKey, form }, { status });
  }
}
