import type { CancellationPolicy } from '../../domain/packages/cancel-package';

/** What a signed policy means, beside its figures. */
export const POLICY_WORDS: Readonly<Record<CancellationPolicy, string>> = {
  pro_rata: 'Sessions given count at their share of the price',
  rerate_to_list: 'Sessions given count at their single price',
};
