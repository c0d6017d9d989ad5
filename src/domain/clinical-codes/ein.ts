const EIN = /^(?!00)\d{2}-?\d{7}$/;

/** Whether the text is an Employer Identification Number, with or without its hyphen. It has no check digit. */
export function isEin(text: unknown): boolean {
  return typeof text === 'string' && EIN.test(text);
}

/** The nine digits as stored and sent in X12; undefined for anything that is not an EIN. */
export function normalizeEin(text: string): string | undefined {
  const compact = text.replace(/\s/g, '');
  return isEin(compact) ? compact.replace('-', '') : undefined;
}
