const NDC11 = /^\d{11}$/;

/** Whether the text is an 11-digit National Drug Code as billed (5-4-2 without hyphens): `50458002802`. */
export function isNdc11(text: unknown): boolean {
  return typeof text === 'string' && NDC11.test(text);
}

/**
 * The 11-digit billing form of a hyphenated label code: the short segment of 4-4-2, 5-3-2 and 5-4-1 is padded with a
 * zero (DOMAIN.md §3.6). Undefined for anything else; ten digits without hyphens are ambiguous and so refused.
 *
 * @example normalizeNdc11('50458-028-02') // '50458002802'
 */
export function normalizeNdc11(text: string): string | undefined {
  const compact = text.replace(/\s/g, '');
  if (isNdc11(compact)) return compact;
  const segments = compact.split('-');
  if (segments.length !== 3 || !segments.every((segment) => /^\d+$/.test(segment))) return undefined;
  const shape = segments.map((segment) => segment.length).join('-');
  if (!['5-4-2', '4-4-2', '5-3-2', '5-4-1'].includes(shape)) return undefined;
  const [labeler = '', product = '', packaging = ''] = segments;
  return `${labeler.padStart(5, '0')}${product.padStart(4, '0')}${packaging.padStart(2, '0')}`;
}
