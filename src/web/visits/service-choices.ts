import { SERVICE_KINDS } from '../../domain/pricing/service-terms';
import { Money } from '../../kernel/money';
import type { ServiceView } from '../../modules/catalog/service.view';
import type { ServiceChoice } from './charge-visit.page';

/** The dose a service's own code names, in milligrams: `spravato-56` -> 56. */
export const doseNamedBy = (code: string): number | undefined => {
  const digits = /-(\d{2,3})$/.exec(code)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

function priceOf({ priceCents, slidingScale }: ServiceView): ServiceChoice['price'] | undefined {
  if (slidingScale) return { from: Money.cents(slidingScale.minCents), to: Money.cents(slidingScale.maxCents) };
  return priceCents === null ? undefined : { fixed: Money.cents(priceCents) };
}

/** What the desk can pick: every service with a price on the day, in the order care is given. */
export function serviceChoices(services: readonly ServiceView[]): ServiceChoice[] {
  const inOrder = [...services].sort((a, b) => SERVICE_KINDS.indexOf(a.kind) - SERVICE_KINDS.indexOf(b.kind));
  return inOrder.flatMap((service): ServiceChoice[] => {
    const price = priceOf(service);
    if (!price) return [];
    const { code, kind, displayName, durationMinutes } = service;
    return [
      {
        code,
        name: displayName,
        minutes: durationMinutes > 0 ? durationMinutes : undefined,
        price,
        needsDose: kind === 'spravato' && doseNamedBy(code) === undefined,
      },
    ];
  });
}
