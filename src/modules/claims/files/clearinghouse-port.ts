/** A file that waits for us at the clearinghouse. */
export interface InboundFile {
  readonly name: string;
  /** The text in chunks: a file may be large. */
  open(): AsyncIterable<string>;
  /** Puts it out of the way once its effect is stored. */
  settle(outcome: 'applied' | 'refused'): Promise<void>;
}

/**
 * The way to the clearinghouse. Called outside any transaction; what it is given was stored before, and a file given
 * twice under the same name is one file.
 */
export abstract class ClearinghousePort {
  abstract send(file: { readonly clinicSlug: string; readonly name: string; readonly text: string }): Promise<void>;
  /** The files that came in, the oldest name first. */
  abstract inbound(clinicSlug: string): Promise<readonly InboundFile[]>;
}
