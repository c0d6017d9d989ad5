/** What is printed where a control character or half of a surrogate pair stood: the Unicode replacement character. */
export const REPLACEMENT = '\uFFFD';

// Tab, line feed and carriage return are white space; every other C0/C1 control, lone surrogate and noncharacter is shown.
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF]|\p{Surrogate}/gu;

// Invisible format characters: bidirectional overrides could make a name read as another, the rest would print as boxes.
const INVISIBLE =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB]|[\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/gu;

// Joiners shape Arabic script and mean nothing to the others printed here.
const STRAY_JOINER = /(?<!\p{Script=Arabic})[\u200C\u200D]|[\u200C\u200D](?!\p{Script=Arabic})/gu;

const PLAIN = /^[\x20-\x7E]*$/;

/**
 * Any text made printable, never throwing: composed (NFC), line ends as `\n`, tabs as spaces, controls and lone
 * surrogates as U+FFFD so that a reader sees something was there, invisible format characters and bidirectional
 * overrides dropped.
 * @example cleanText('Ann\u0000 \u202EeoD') // 'Ann\uFFFD eoD'
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNPRINTABLE, REPLACEMENT)
    .replace(INVISIBLE, '')
    .replace(STRAY_JOINER, '')
    .normalize('NFC');
}
