import type { ServiceKind } from '../../../src/domain/pricing/service-terms';
import type { CoverageFacts, RoutingFacts } from '../../../src/domain/routing/routing-facts';
import { on, service } from '../builders';

const DOCUMENTS = { intake: 'superbill', integration: 'superbill', spravato: 'claim' } as const;

/** A line of a service kind, with the document rules of the seed price list, and what is known about it. */
export const facts = (kind: ServiceKind, coverage?: CoverageFacts, more: Partial<RoutingFacts> = {}): RoutingFacts => ({
  service: service(kind, {
    documentRule: kind in DOCUMENTS ? DOCUMENTS[kind as keyof typeof DOCUMENTS] : 'receipt_only',
  }),
  dateOfService: on('2026-11-20'),
  providerMedicareOptedOut: false,
  coverage,
  ...more,
});

/** A commercial plan in effect, in network. */
export const plan = (more: Partial<CoverageFacts> = {}): CoverageFacts => ({
  planType: 'commercial',
  networkStatus: 'in',
  payerName: 'Example Health',
  effective: true,
  ...more,
});

export const outOfNetwork = plan({ networkStatus: 'out' });
export const lapsed = plan({ effective: false });
export const medicare = plan({ planType: 'medicare', payerName: 'Medicare' });
export const medicaid = plan({ planType: 'medicaid', payerName: 'Oregon Health Plan' });
export const election = { scope: 'all', reason: 'privacy' } as const;
export const approved = {
  number: 'PA998877',
  isApproved: true,
  coversDate: true,
  coversUnits: true,
  coversCode: true,
  coversDose: true,
  coversProvider: true,
};
