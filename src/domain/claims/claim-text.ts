import { x12Text } from '../x12/text';

/**
 * Text in the form payers' systems hold it. What X12 cannot carry is passed on as it is, for the writer to refuse with
 * its place; the checks of a claim have told the biller before.
 */
export const x12Name = (text: string): string => x12Text(text) ?? text;
