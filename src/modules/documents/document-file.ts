import type { DocumentId } from '../../kernel/ids';

/** An issued paper as it is handed out. */
export interface DocumentFile {
  readonly id: DocumentId;
  /** Kind, number and version: names nobody. */
  readonly fileName: string;
  /** The PDF, the same bytes every time. */
  readonly bytes: Buffer;
  /** Of the bytes, lower-case hex. */
  readonly sha256: string;
}

/** `superbill-SB-000001-v2.pdf`, `receipt-RCT-000001.pdf`: safe in any file system, and names nobody. */
export const fileNameOf = (document: { kind: string; number: string; version: number }): string =>
  `${document.kind}-${document.number}${document.kind === 'receipt' ? '' : `-v${document.version}`}.pdf`;
