import { Get, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { lateFeeFor } from '../../domain/plans/late-fee';
import { Money } from '../../kernel/money';
import { Permit } from '../../modules/access/permit';
import { PricesReader } from '../../modules/catalog/prices.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { UpdateClinicPolicies } from '../../modules/clinics/update-clinic-policies';
import { FormReader } from '../forms/form-reader';
import type { FormState } from '../forms/form-state';
import { refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { policyFieldOf, readPolicies, valuesOf } from './policies-form';
import { PoliciesPage } from './policies.page';

const MOST_SERVICES = 200;
const NONE = { value: '', label: 'None' };

/** /settings/policies: the rules an administrator sets for the clinic. */
@PageController('settings/policies')
@Permit('settings.manage')
export class PoliciesController {
  constructor(
    private readonly clinics: ClinicsReader,
    private readonly update: UpdateClinicPolicies,
    private readonly prices: PricesReader,
    private readonly shell: PageShell,
  ) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Query('saved') saved: unknown): Promise<PageAnswer> {
    const { policies, version } = await this.clinics.current();
    const form = { values: valuesOf(policies, version), problems: [] };
    return this.page(request, { status: 200, form, isSaved: saved === 'yes' });
  }

  /** Written against the version that was read: who comes second is told to look again. */
  @Post()
  async save(@Req() request: FastifyRequest, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const policies = readPolicies(typed, values);
    if (!policies) return this.page(request, { status: 422, form: typed.state });
    try {
      await this.update.execute(policies);
      return goTo('/settings/policies?saved=yes');
    } catch (error) {
      return this.page(request, refusalOf(error, values, policyFieldOf));
    }
  }

  private async page(
    request: FastifyRequest,
    { status, form, isSaved = false }: { status: number; form: FormState; isSaved?: boolean },
  ): Promise<PageAnswer> {
    const { data } = await this.prices.services({ limit: MOST_SERVICES });
    const fees = data
      .filter(({ kind }) => kind === 'fee')
      .map(({ code, displayName }) => ({ value: code, label: displayName }));
    const props = {
      shell: await this.shell.of(request),
      form,
      fees: [NONE, ...fees],
      lateFeeRule: await this.lateFeeRule(),
      isSaved,
    };
    return page(PoliciesPage, props, { status });
  }

  private async lateFeeRule(): Promise<string> {
    const { address } = await this.clinics.current();
    const rule = lateFeeFor({ fee: Money.cents(1), state: address.state, on: await this.clinics.today() });
    return rule
      ? `${rule.source}: from ${rule.afterDays} days late, at most ${rule.mostBasisPointsAYear / 100} % a year.`
      : `No rule for ${address.state} is on file: no late fee is agreed or charged.`;
  }
}
