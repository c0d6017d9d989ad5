/** A US postal address as documents print it. */
export interface PrintedAddress {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
}

/** Who issues a document. */
export interface PrintedPractice {
  /** As registered with the NPI registry and the IRS: insurers match on it. */
  readonly legalName: string;
  readonly address: PrintedAddress;
  readonly phone: string;
  /** Type 2 (organization) NPI. */
  readonly npi: string;
  /** Nine digits without the hyphen. */
  readonly ein: string;
}

/** One means of paying inside a payment. */
export interface PrintedTender {
  /** What the patient would recognize, masked: `HSA Visa ••4242`, `Cash`. Never a whole card number. */
  readonly label: string;
  readonly amountCents: number;
}
