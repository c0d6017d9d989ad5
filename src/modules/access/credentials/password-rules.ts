import { COMMON_PASSWORDS } from './common-passwords';

/** Without a second factor, length is the defense (NIST SP 800-63B-4 §3.1.1.2). Counted in characters, not bytes. */
export const PASSWORD_MIN_CHARACTERS = 15;
export const PASSWORD_MAX_CHARACTERS = 128;

/** Why a new password is refused. There are no composition rules. */
export type PasswordProblem = 'too_short' | 'too_long' | 'common' | 'contains_email';

const SHORTEST_TELLING_NAME = 4;
const FEWEST_DISTINCT_CHARACTERS = 5;
const LONGEST_REPEATED_UNIT = 12;
const KEYBOARD_RUNS = ['1234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

/** One spelling for what looks the same on every keyboard (NFKC), so that a phone and a desktop hash alike. */
export const normalizePassword = (password: string): string => password.normalize('NFKC');

/** The first reason to refuse a new password, or undefined when it may be used. */
export function passwordProblem(password: string, email: string): PasswordProblem | undefined {
  const normalized = normalizePassword(password);
  const { length } = [...normalized];
  if (length < PASSWORD_MIN_CHARACTERS) return 'too_short';
  if (length > PASSWORD_MAX_CHARACTERS) return 'too_long';
  const folded = normalized.toLowerCase();
  if (containsEmail(folded, email.toLowerCase())) return 'contains_email';
  if (isMonotonous(folded) || isKeyboardRun(folded) || isCommon(folded)) return 'common';
  return undefined;
}

function containsEmail(password: string, email: string): boolean {
  const [name = ''] = email.split('@');
  return password.includes(email) || (name.length >= SHORTEST_TELLING_NAME && password.includes(name));
}

/** Few characters, or one short unit over and over: `aaaa…`, `passwordpassword`, `abc1abc1abc1abc1`. */
function isMonotonous(password: string): boolean {
  const characters = [...password];
  if (new Set(characters).size < FEWEST_DISTINCT_CHARACTERS) return true;
  for (let unit = 1; unit <= LONGEST_REPEATED_UNIT; unit += 1)
    if (characters.every((character, index) => character === characters[index % unit])) return true;
  return false;
}

/** A walk along the keyboard or the alphabet, in either direction, beginning anywhere. */
function isKeyboardRun(password: string): boolean {
  const backwards = [...password].reverse().join('');
  return KEYBOARD_RUNS.some((run) => {
    const walk = run.repeat(Math.ceil(password.length / run.length) + 1);
    return walk.includes(password) || walk.includes(backwards);
  });
}

/** On the list as it is, or after dropping the digits and signs people add around a word. */
function isCommon(password: string): boolean {
  const lettersAndDigits = password.replace(/[^\p{L}\p{N}]/gu, '');
  const letters = lettersAndDigits.replace(/^\p{N}+|\p{N}+$/gu, '');
  return COMMON_PASSWORDS.has(lettersAndDigits) || COMMON_PASSWORDS.has(letters);
}
