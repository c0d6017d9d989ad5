/** Four hex digits: a character code or a UTF-16 unit. */
export const hex4 = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

/** A text as the hex digits of its UTF-16 big-endian units, as PDF wants it. */
export const utf16Hex = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => hex4(text.charCodeAt(index))).join('');
