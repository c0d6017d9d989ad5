/** What became of a look at the processor. A mismatch is never applied: somebody has to look. */
export type Refreshed =
  | 'applied'
  | 'unknown'
  | 'session_missing'
  | 'amount_differs'
  | 'currency_differs'
  | 'livemode_differs'
  | 'clinic_differs';
