const ZIP = /^\d{5}(?:-\d{4})?$/;

/** Whether the text is a US postal code as displayed: `97202` or `97202-0001`. */
export function isZip(text: unknown): boolean {
  return typeof text === 'string' && ZIP.test(text);
}

/** As displayed: `972020001` is `97202-0001`; undefined for anything that is not a postal code. */
export function normalizeZip(text: string): string | undefined {
  const compact = text.replace(/\s/g, '').replace(/^(\d{5})(\d{4})$/, '$1-$2');
  return isZip(compact) ? compact : undefined;
}
