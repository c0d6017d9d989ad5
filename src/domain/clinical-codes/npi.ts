/**
 * Whether the text is a National Provider Identifier: ten digits, the first 1 or 2, with the Luhn check digit computed
 * over `80840` and the number (45 CFR 162.406; CMS NPI check digit).
 */
export function isNpi(text: unknown): boolean {
  return typeof text === 'string' && /^[12]\d{9}$/.test(text) && luhnSum(`80840${text}`) % 10 === 0;
}

/** The ten digits, without spaces and hyphens; undefined for anything that is not an NPI. */
export function normalizeNpi(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '');
  return isNpi(digits) ? digits : undefined;
}

function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}
