import { Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authorize } from '../../modules/access/authorize';
import { Permit } from '../../modules/access/permit';
import { ClaimSettings } from '../../modules/claims/claim-settings';
import { CLAIM_USAGES, type ClaimSettingsView } from '../../modules/claims/claim-settings.view';
import { FormReader } from '../forms/form-reader';
import { type Refusal, refusalOf } from '../forms/refusal';
import { shortText } from '../forms/short-text';
import { goTo, page, type PageAnswer } from '../http/page-answer';
import { PageController } from '../http/page-controller';
import { PageShell } from '../http/page-shell';
import { type FormValues, PostedForm } from '../http/posted-form';
import { ClaimSettingsPage } from './claim-settings.page';

const PARTY_ID = /^[A-Z0-9]{2,15}$/;
const TAXONOMY = /^[0-9A-Z]{10}$/;
const ZIP_PLUS_4 = /^\d{5}-\d{4}$/;

/** /claims/settings: how the clinic sends claims. */
@PageController('claims/settings')
export class ClaimSettingsPagesController {
  constructor(
    private readonly settings: ClaimSettings,
    private readonly authorize: Authorize,
    private readonly shell: PageShell,
  ) {}

  @Get()
  @Permit('claims.read')
  async show(@Req() request: FastifyRequest): Promise<PageAnswer> {
    const values = valuesOf(await this.settings.get());
    return this.page(request, { status: 200, form: { values, problems: [] } });
  }

  /** The whole is written anew: the same form twice changes nothing, no key is needed. */
  @Post()
  @Permit('settings.manage')
  async save(@Req() request: FastifyRequest, @PostedForm() values: FormValues): Promise<PageAnswer> {
    const typed = new FormReader(values);
    const settings = readSettings(typed);
    if (!settings) return this.page(request, { status: 422, form: typed.state });
    try {
      await this.settings.set(settings);
      return goTo('/claims/settings');
    } catch (error) {
      return this.page(
        request,
        refusalOf(error, values, (pointer) => pointer.split('/')[1]),
      );
    }
  }

  private async page(request: FastifyRequest, { status, form }: Refusal): Promise<PageAnswer> {
    const view = await this.settings.get();
    const props = {
      shell: await this.shell.of(request),
      facts: [
        { term: 'Clearinghouse', value: `${view.receiverName} (${view.receiverId})` },
        { term: 'The clinic’s id there', value: view.submitterId },
        { term: 'Files are', value: view.usage === 'production' ? 'production' : 'tests' },
        { term: 'REMS certification', value: view.remsSiteId ?? 'not entered' },
      ],
      mayChange: this.authorize.may('settings.manage'),
      form,
    };
    return page(ClaimSettingsPage, props, { status });
  }
}

const valuesOf = (view: ClaimSettingsView): FormValues =>
  Object.fromEntries(Object.entries(view).map(([name, value]) => [name, String(value ?? '')]));

function readSettings(form: FormReader): ClaimSettingsView | undefined {
  const patterned = (field: string, pattern: RegExp, help: string, needed?: string): string | undefined => {
    const text = form.text(field, needed === undefined ? undefined : { needed });
    return text === undefined || pattern.test(text) ? text : form.reject(field, help);
  };
  const help = 'Two to fifteen capitals and digits.';
  const submitterId = patterned('submitterId', PARTY_ID, help, 'Enter the clinic’s id at the clearinghouse.');
  const receiverId = patterned('receiverId', PARTY_ID, help, 'Enter the clearinghouse’s id.');
  const receiverName = shortText(form, 'receiverName', { max: 60, needed: 'Enter the clearinghouse’s name.' });
  const contactName = shortText(form, 'contactName', { max: 60, needed: 'Enter whom the clearinghouse calls.' });
  const usage = form.choice('usage', CLAIM_USAGES, { needed: 'Choose one.' });
  const billingTaxonomyCode = patterned(
    'billingTaxonomyCode',
    TAXONOMY,
    'Ten capitals and digits, such as 2084P0800X.',
  );
  const billingPostalCode = patterned('billingPostalCode', ZIP_PLUS_4, 'Nine digits, such as 97201-0001.');
  const remsSiteId = shortText(form, 'remsSiteId', { max: 50 });
  if (!form.isRight || !submitterId || !receiverId || !receiverName || !contactName || !usage) return undefined;
  return {
    submitterId,
    receiverId,
    receiverName,
    contactName,
    usage,
    billingTaxonomyCode: billingTaxonomyCode ?? null,
    billingPostalCode: billingPostalCode ?? null,
    remsSiteId: remsSiteId ?? null,
  };
}
