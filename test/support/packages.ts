import type { ClinicId } from '../../src/kernel/ids';
import { DefinePackageOffer } from '../../src/modules/packages/define-package-offer';
import type { PackageOfferBody } from '../../src/modules/packages/package-offer.view';
import type { PackageQuoteView, PackageView } from '../../src/modules/packages/package.view';
import type { TestApp } from './app';
import { type Answer, type Desk, ok } from './desk';

/** The package of S8: four journeys and four integration visits, 5 % off. */
export const COURSE: PackageOfferBody = {
  name: 'Course of four',
  lines: [
    { serviceCode: 'experiential-im', quantity: 4 },
    { serviceCode: 'integration', quantity: 4 },
  ],
  discountBasisPoints: 500,
  cancellationPolicy: 'pro_rata',
};

export type SoldPackage = PackageView & { readonly checkout: { url: string; paymentId: string } | null };

/** Writes down a package the clinic sells. */
export const offerPackage = (app: TestApp, clinicId: ClinicId, code: string, offer: Partial<PackageOfferBody> = {}) =>
  app.as(clinicId, () => app.get(DefinePackageOffer).execute(code, { ...COURSE, ...offer }));

/** Shows the agreement to a patient, who signs it; the answer as it comes. */
export async function signPackage(
  desk: Desk,
  sale: { patientId: string; offerCode: string } & Record<string, unknown>,
): Promise<Answer<SoldPackage & { code?: string }>> {
  const shown = ok(await desk.post<PackageQuoteView>('/v1/packages/preview', { offerCode: sale.offerCode }));
  const agreement = { textSha256: shown.agreement.textSha256, signedBy: 'Ada Lovelace' };
  return desk.post('/v1/packages', { agreement, ...sale });
}

/** Sells a package. */
export const sellPackage = async (
  desk: Desk,
  sale: { patientId: string; offerCode: string } & Record<string, unknown>,
) => ok(await signPackage(desk, sale));

export const cash = (amountCents: number) => ({ tenders: [{ type: 'cash', amountCents }] });
