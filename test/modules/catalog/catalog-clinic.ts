import type { ClinicId } from '../../../src/kernel/ids';
import { parseBusinessDate } from '../../../src/kernel/business-date';
import type { PriceRule } from '../../../src/domain/pricing/price-rule';
import { DefineService, type DefineServiceInput } from '../../../src/modules/catalog/define-service';
import { PricesReader } from '../../../src/modules/catalog/prices.reader';
import { SetPrice } from '../../../src/modules/catalog/set-price';
import type { TestApp } from '../../support/app';
import { openTestClinic } from '../../support/clinics';

/** A service to define; override what the test is about. */
export const serviceInput = (overrides: Partial<DefineServiceInput> = {}): DefineServiceInput => ({
  code: 'intake',
  kind: 'intake',
  displayName: 'Intake',
  neutralName: 'Evaluation visit',
  durationMinutes: 50,
  documentRule: 'superbill',
  hsaFsaEligible: true,
  ...overrides,
});

export const fixed = (priceCents: number): PriceRule => ({ rule: 'fixed', priceCents });

export const SCALE = {
  rule: 'sliding_scale' as const,
  minCents: 18_000,
  maxCents: 22_000,
  tiers: [
    { upToPovertyBasisPoints: 20_000, priceCents: 18_000 },
    { upToPovertyBasisPoints: 30_000, priceCents: 20_000 },
    { upToPovertyBasisPoints: null, priceCents: 22_000 },
  ],
} satisfies PriceRule;

/** A clinic with services and short words for what catalog tests do to it. */
export async function openCatalog(app: TestApp, codes: readonly string[] = ['intake']) {
  const id: ClinicId = await openTestClinic(app);
  const as = <T>(work: () => Promise<T>): Promise<T> => app.as(id, work);
  const define = (overrides: Partial<DefineServiceInput>) =>
    as(() => app.get(DefineService).execute(serviceInput(overrides)));
  for (const code of codes) await define({ code });
  return {
    id,
    as,
    define,
    setPrice: (serviceCode: string, from: string, rule: PriceRule, priceList?: string) =>
      as(() => app.get(SetPrice).execute({ serviceCode, effectiveFrom: parseBusinessDate(from), rule, priceList })),
    bookOn: (on: string, priceList?: string) =>
      as(() => app.get(PricesReader).priceBook(parseBusinessDate(on), priceList)),
    priceRows: async () => {
      const [row] = await app.database.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM prices WHERE clinic_id = $1',
        [id],
      );
      return row?.n;
    },
  };
}

export type TestCatalog = Awaited<ReturnType<typeof openCatalog>>;

/** The pointers of a refusal, sorted. */
export const pointersOf = async (refused: Promise<unknown>): Promise<string[]> => {
  const error = (await refused.then(
    () => ({}),
    (reason: unknown) => reason,
  )) as { errors?: readonly { pointer: string }[] };
  return (error.errors ?? []).map(({ pointer }) => pointer).sort();
};
