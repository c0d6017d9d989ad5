/** What must hold after whatever went wrong: a query that finds what breaks it. */
export interface Invariant {
  readonly name: string;
  readonly says: string;
  /** Tables it is about beside the ledger and payments; where one is missing, the invariant has nothing to say. */
  readonly tables?: readonly string[];
  /** Every row is a breach; its columns say which and why. */
  readonly breaches: string;
}
