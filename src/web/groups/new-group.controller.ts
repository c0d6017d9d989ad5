import { Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../../modules/access/permit';
import { PricesReader } from '../../modules/catalog/prices.reader';
import { ClinicsReader } from '../../modules/clinics/clinics.reader';
import { OpenGroupSession } from '../../modules/groups/open-group-session';
import { FormReader } from '../forms/form-reader';
import { EMPTY_FORM } from '../forms/form-state';
import { type Refusal, refusalOf } from '../forms/refusal';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { readSession, sessionFieldOf } from './group-form';
import { NewGroupPage } from './new-group.page';

const MOST = 200;

/** /groups/new: opening a session. */
@PageController('groups/new')
@Permit('groups.work')
export class NewGroupController {
  constructor(
    private readonly prices: PricesReader,
    private readonly clinics: ClinicsReader,
    private readonly open: OpenGroupSession,
    private readonly shell: PageShell,
  ) {}

  @Get()
  show(@Req() request: FastifyRequest): Promise<PageAnswer> {
    return this.page(request, { status: 200, form: EMPTY_FORM });
  }

  @Post()
  async create(@PostedForm() values: FormValues, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const { timeZone } = await this.clinics.settings();
    const typed = new FormReader(values);
    const input = readSession(typed, timeZone);
    if (!input) return this.page(request, { status: 422, form: typed.state });
    try {
      return goTo(`/groups/${await this.open.execute(input)}`);
    } catch (error) {
      return this.page(request, refusalOf(error, values, sessionFieldOf));
    }
  }

  private async page(request: FastifyRequest, { status, form }: Refusal): Promise<PageAnswer> {
    const [clinic, services] = await Promise.all([this.clinics.current(), this.prices.services({ limit: MOST })]);
    const groups = services.data.filter(({ kind, capacity }) => kind === 'group_experiential' || (capacity ?? 1) > 1);
    const choices = {
      services: groups.map(({ code, displayName }) => ({ value: code, label: displayName })),
      providers: clinic.providers.map(({ id, firstName, lastName, credentials }) => ({
        value: id,
        label: `${firstName} ${lastName}, ${credentials}`,
      })),
      locations: clinic.locations.map(({ id, name }) => ({ value: id, label: name })),
    };
    return page(NewGroupPage, { ...choices, form, shell: await this.shell.of(request) }, { status });
  }
}
