const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LONGEST = 254;

/** The one spelling an e-mail is stored, looked up and counted under. */
export const normalizeEmail = (text: string): string => text.trim().toLowerCase();

/** Whether it could be an address (RFC 5321 length); whether it is one, only sending would tell. */
export const isEmail = (text: string): boolean => text.length <= LONGEST && EMAIL.test(text);
