/** A file as it is read: in chunks, anew each time it is opened. */
export interface TextFile {
  open(): AsyncIterable<string> | Iterable<string>;
}

/** A text that is in memory as a file. */
export const fileOfText = (text: string): TextFile => ({ open: () => piecesOf(text) });

const PIECE = 65_536;
const FIRST_OF_A_PAIR = /[\uD800-\uDBFF]$/;

/** A text cut small, never within a character: what was read of it is let go before the next is looked at. */
export function* piecesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const piece = text.slice(from, from + PIECE);
    const whole = FIRST_OF_A_PAIR.test(piece) && piece.length > 1 ? piece.slice(0, -1) : piece;
    yield whole;
    from += whole.length;
  }
}
