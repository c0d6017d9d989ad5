import type { DocumentId } from '../../../kernel/ids';

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
export function fileNameOf({ kind, number, version }: { kind: string; number: string; version: number }): string {
  const name = `${kind.replaceAll('_', '-')}-${number}`;
  return kind === 'receipt' && version === 1 ? `${name}.pdf` : `${name}-v${version}.pdf`;
}

/** What a paper that may be issued again says about itself. */
export interface IssueFacts {
  readonly number: string;
  /** 1 for the first issue; one that says something else about the same counts up under the same number. */
  readonly version: number;
  /** The version this one takes the place of. */
  readonly replaces?: { readonly version: number; readonly issuedOn: string };
  readonly issuedOn: string;
  /** RFC 3339 UTC: the file's own date. */
  readonly issuedAt: string;
}
