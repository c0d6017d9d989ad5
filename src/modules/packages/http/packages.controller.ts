import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ErrorCode } from '../../../kernel/error-codes';
import type { PackageId, PatientId } from '../../../kernel/ids';
import { Money } from '../../../kernel/money';
import { Answers } from '../../../platform/http/answers';
import { MoneyRoute } from '../../../platform/http/money-route';
import { type Page, PageQuery } from '../../../platform/http/pagination';
import { UuidPipe } from '../../../platform/http/uuid.pipe';
import { AuditRead } from '../../access/audit-read';
import { Permit } from '../../access/permit';
import { CheckoutBody } from '../../payments/checkout.view';
import { TenderDto } from '../../payments/tender.dto';
import { CancelPackage } from '../cancel-package';
import { toQuoteView } from '../package-quote-view';
import { CancellationPreviewView, PackageQuoteView, PackageView } from '../package.view';
import { PackagesReader } from '../packages.reader';
import { PayPackage } from '../pay-package';
import { QuotePackage } from '../quote-package';
import { SellAndPayPackage } from '../sell-and-pay-package';
import {
  CancelPackageBody,
  PayPackageBody,
  PreviewPackageBody,
  SellPackageBody,
  SoldPackageView,
} from './packages.dto';

const TENDERS: readonly ErrorCode[] = [
  'idempotency_key_missing',
  'idempotency_key_invalid',
  'amount_exceeds_balance',
  'hsa_fsa_not_eligible',
  'tender_reference_required',
  'tender_reference_taken',
  'tender_field_not_allowed',
  'tender_not_offered',
  'cash_tendered_too_low',
  'payment_method_unknown',
  'payment_method_mismatch',
  'payment_method_unusable',
  'card_amount_too_small',
  'card_consent_missing',
  'card_declined',
  'authentication_required',
  'card_unavailable',
  'checkout_unavailable',
  'payment_in_progress',
  'period_closed',
];

/** Packages of sessions, sold ahead. */
@ApiTags('packages')
@Controller('v1')
export class PackagesController {
  constructor(
    private readonly quoting: QuotePackage,
    private readonly selling: SellAndPayPackage,
    private readonly paying: PayPackage,
    private readonly canceling: CancelPackage,
    private readonly packages: PackagesReader,
  ) {}

  @Post('packages/preview')
  @HttpCode(200)
  @Permit('packages.sell')
  @Answers({
    type: PackageQuoteView,
    description: 'What an offered package costs today, and the text the patient signs. Stores nothing.',
    problems: ['package_offer_unknown', 'package_offer_invalid', 'price_not_set'],
  })
  async preview(@Body() { offerCode }: PreviewPackageBody): Promise<PackageQuoteView> {
    return toQuoteView(await this.quoting.execute(offerCode));
  }

  @Post('packages')
  @Permit('packages.sell')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: SoldPackageView,
    description: 'Sell a package under the agreement that was signed, and take what is paid at once.',
    problems: [
      ...TENDERS,
      'patient_unknown',
      'package_offer_unknown',
      'package_offer_invalid',
      'price_not_set',
      'package_agreement_changed',
      'signing_before_discharge',
    ],
  })
  async sell(@Body() { tenders, ...body }: SellPackageBody): Promise<SoldPackageView> {
    const sold = await this.selling.execute({ ...body, tenders: tenders?.map(TenderDto.toInput) });
    return { ...(await this.packages.get(sold.packageId)), checkout: sold.checkout ?? null };
  }

  @Get('packages/:id')
  @Permit('packages.read')
  @AuditRead('package')
  @Answers({
    type: PackageView,
    description: 'A package: its sessions, what is deferred and earned, what is still to be paid.',
    problems: ['not_found', 'package_unknown'],
  })
  get(@Param('id', UuidPipe) id: PackageId): Promise<PackageView> {
    return this.packages.get(id);
  }

  @Get('patients/:id/packages')
  @Permit('packages.read')
  @AuditRead('package')
  @Answers({
    type: PackageView,
    list: true,
    description: 'Packages of a patient, the newest first.',
    problems: ['patient_unknown', 'cursor_invalid'],
  })
  ofPatient(@Param('id', UuidPipe) id: PatientId, @Query() query: PageQuery): Promise<Page<PackageView>> {
    return this.packages.ofPatient(id, query);
  }

  @Post('packages/:id/payments')
  @Permit('packages.sell')
  @MoneyRoute()
  @Answers({
    status: 201,
    type: PackageView,
    description: 'Take money for a package at the desk; it is held until its sessions are given.',
    problems: [...TENDERS, 'package_unknown', 'package_not_active'],
  })
  async pay(@Param('id', UuidPipe) id: PackageId, @Body() { tenders }: PayPackageBody): Promise<PackageView> {
    await this.paying.atDesk(id, tenders.map(TenderDto.toInput));
    return this.packages.get(id);
  }

  @Post('packages/:id/checkout-sessions')
  @Permit('packages.sell')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 201,
    type: CheckoutBody,
    description: 'Open a hosted page for what is still to be paid of a package.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'package_unknown',
      'package_not_active',
      'amount_exceeds_balance',
      'payment_in_progress',
      'checkout_unavailable',
    ],
  })
  checkout(@Param('id', UuidPipe) id: PackageId): Promise<CheckoutBody> {
    return this.paying.onHostedPage(id);
  }

  @Get('packages/:id/cancellation')
  @Permit('packages.read')
  @AuditRead('package')
  @Answers({
    type: CancellationPreviewView,
    description: 'What canceling it now would give back and keep, by both policies. Stores nothing.',
    problems: ['not_found', 'package_unknown', 'package_not_active'],
  })
  cancellation(@Param('id', UuidPipe) id: PackageId): Promise<CancellationPreviewView> {
    return this.packages.cancellation(id);
  }

  @Post('packages/:id/cancel')
  @Permit('packages.cancel')
  @MoneyRoute({ staged: true })
  @Answers({
    status: 201,
    type: PackageView,
    description: 'Cancel a package under the policy that was signed; what is due goes back the way it came.',
    problems: [
      'idempotency_key_missing',
      'idempotency_key_invalid',
      'package_unknown',
      'package_figures_changed',
      'payment_in_progress',
      'payment_disputed',
      'checkout_unavailable',
      'period_closed',
    ],
  })
  async cancel(
    @Param('id', UuidPipe) packageId: PackageId,
    @Body() { reason, refundCents }: CancelPackageBody,
    @Headers('idempotency-key') requestKey: string,
  ): Promise<PackageView> {
    const refund = refundCents === undefined ? undefined : Money.cents(refundCents);
    await this.canceling.execute({ packageId, reason, refund, requestKey });
    return this.packages.get(packageId);
  }
}
