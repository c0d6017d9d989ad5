import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/errors';
import type { PatientId } from '../../kernel/ids';
import { AuditRead } from '../../modules/access/audit-read';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { PostVisitCharges, type PostVisitChargesInput } from '../../modules/charges/post-visit-charges';
import { UuidPipe } from '../../platform/http/uuid.pipe';
import { FormReader } from '../forms/form-reader';
import type { FormState } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { FormOnce } from '../http/form-once';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { carriedOn, type FormValues, PostedForm } from '../http/posted-form';
import { ChargeVisitPage, quantityField } from './charge-visit.page';
import { OVERRIDE_FIELD } from './estimate-card';
import { ReviewVisitPage } from './review-visit.page';
import { VisitDesk, type VisitOffer } from './visit-desk';
import { readVisit, visitFieldOf } from './visit-form';

/** The total the review showed, so that a price that changed meanwhile is shown before it is charged. */
const REVIEWED_TOTAL = 'reviewedTotal';

const PRICE_CHANGED = 'A price has changed since you looked. Please review it again.';

/** The review showed another total than the one that would be charged now. */
class PriceChanged extends Error {}

interface VisitPost {
  readonly id: PatientId;
  readonly request: FastifyRequest;
  readonly values: FormValues;
}

interface ReadVisit extends VisitPost {
  readonly visit: PostVisitChargesInput;
  readonly offer: VisitOffer;
}

/** /patients/:id/visits: charging a visit, in a form, a review and the deed. */
@PageController('patients/:id/visits')
export class VisitsController {
  constructor(
    private readonly desk: VisitDesk,
    private readonly postVisit: PostVisitCharges,
    private readonly shell: PageShell,
    private readonly once: FormOnce,
    private readonly authorize: Authorize,
  ) {}

  @Get('new')
  @Permit('visits.post')
  @AuditRead('patient')
  async show(@Param('id', UuidPipe) id: PatientId, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const offer = await this.desk.offer(id, undefined);
    const ones = offer.services.map(({ code }) => [quantityField(code), '1']);
    const values = { dateOfService: offer.today.toString(), ...Object.fromEntries(ones) } as FormValues;
    return this.form(request, offer, { status: 200, form: { values, problems: [] } });
  }

  /** Back from the review with everything still typed. */
  @Post('new')
  @Permit('visits.post')
  async edit(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    const form: FormState = { values, problems: [] };
    return this.form(request, await this.desk.offer(id, values['dateOfService']), { status: 200, form });
  }

  /** Loading the review anew begins again. */
  @Get('review')
  @Permit('visits.post')
  again(@Param('id', UuidPipe) id: PatientId): PageAnswer {
    return goTo(`/patients/${id}/visits/new`);
  }

  @Post('review')
  @Permit('visits.post')
  review(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.withVisit({ id, request, values }, (post) => this.reviewPage(post));
  }

  @Post()
  @Permit('visits.post')
  charge(
    @Param('id', UuidPipe) id: PatientId,
    @Req() request: FastifyRequest,
    @PostedForm() values: FormValues,
  ): Promise<PageAnswer> {
    return this.withVisit({ id, request, values }, async (post) => {
      try {
        return await this.once.run({ route: 'POST /patients/:id/visits', about: id, values }, async () => {
          await this.assertPriceStands(post);
          const { invoiceId } = await this.postVisit.execute(post.visit);
          return invoiceId ? `/invoices/${invoiceId}/pay` : `/patients/${id}`;
        });
      } catch (error) {
        if (error instanceof PriceChanged) return this.reviewPage(post, PRICE_CHANGED);
        if (error instanceof DomainError && error.code === 'estimate_exceeded')
          return this.reviewPage(post, error.detail);
        throw error;
      }
    });
  }

  private async assertPriceStands({ visit, values }: ReadVisit): Promise<void> {
    const { total } = await this.desk.review(visit);
    if (values[REVIEWED_TOTAL] !== total.toCents().toString()) throw new PriceChanged('review it again');
  }

  /** Reads the visit; what is wrong with it, typed or refused, brings the form back. */
  private async withVisit(post: VisitPost, work: (post: ReadVisit) => Promise<PageAnswer>): Promise<PageAnswer> {
    const { id, request, values } = post;
    const offer = await this.desk.offer(id, values['dateOfService']);
    const typed = new FormReader(values);
    const visit = readVisit(typed, id, offer.services);
    if (!visit) return this.form(request, offer, { status: 422, form: typed.state });
    try {
      return await work({ ...post, visit, offer });
    } catch (error) {
      return this.form(request, offer, refusalOf(error, values, visitFieldOf));
    }
  }

  private async form(request: FastifyRequest, offer: VisitOffer, { status, form }: Refusal): Promise<PageAnswer> {
    const { patient, services, providers } = offer;
    const shell = await this.shell.of(request);
    return page(ChargeVisitPage, { shell, patient, services, providers, form }, { status });
  }

  private async reviewPage({ request, visit, offer, values }: ReadVisit, detail?: string): Promise<PageAnswer> {
    const reviewed = await this.desk.review(visit);
    const { [REVIEWED_TOTAL]: _before, [OVERRIDE_FIELD]: _override, ...posted } = carriedOn(values);
    return page(ReviewVisitPage, {
      ...reviewed,
      shell: await this.shell.of(request),
      idempotencyKey: this.once.makeKey(),
      patient: offer.patient,
      on: visit.dateOfService,
      providerName: offer.providers.find(({ value }) => value === visit.providerId)?.label ?? '',
      diagnoses: visit.diagnoses,
      posted: { ...posted, [REVIEWED_TOTAL]: reviewed.total.toCents().toString() },
      mayOverride: this.authorize.may('estimates.override'),
      form: { values, problems: [], detail },
    });
  }
}
