import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/errors';
import { Transactions } from '../../../platform/database/transactions';
import { ClearinghouseFilesRepository, type FileKind, sha256Of } from '../persistence/clearinghouse-files.repository';
import { piecesOf, type TextFile } from './text-file';

/** A file of more characters is kept in parts of so many. */
const PART = 1_048_576;

/** A file as it was looked over: how long it is, and what tells it from others. */
export interface SeenFile {
  readonly sha256: string;
  readonly chars: number;
}

/** Keeps payers' files and reads them again, a part at a time: none is ever in memory as a whole. */
@Injectable()
export class KeptFiles {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: ClearinghouseFilesRepository,
  ) {}

  /**
   * Keeps a file that was looked over, or finds it kept before. Tx: opens one.
   * Errors: `x12_malformed` when it is another one by now.
   */
  keep(kind: FileKind, file: TextFile, seen: SeenFile): Promise<{ id: string; isNew: boolean }> {
    return this.transactions.run(async () => {
      if (seen.chars > PART) return this.keepInParts(kind, file, seen);
      let text = '';
      for await (const chunk of file.open()) text += chunk;
      assertSame(sha256Of(text), seen);
      return this.files.store({ kind, sha256: seen.sha256, text });
    });
  }

  /** A kept file as it came. Tx: each part joins the open one or opens its own. */
  read(fileId: string): TextFile {
    const part = (number: number) => this.transactions.run(() => this.files.part(fileId, number));
    return {
      async *open() {
        for (let number = 1; ; number += 1) {
          const text = await part(number);
          if (text === undefined) return;
          yield* piecesOf(text);
        }
      },
    };
  }

  private async keepInParts(kind: FileKind, file: TextFile, seen: SeenFile) {
    const kept = await this.files.store({ kind, sha256: seen.sha256 });
    if (!kept.isNew) return kept;
    const hash = createHash('sha256');
    let [part, number] = ['', 0];
    for await (const chunk of file.open()) {
      hash.update(chunk);
      part += chunk;
      if (part.length < PART) continue;
      await this.files.addPart(kept.id, (number += 1), part);
      part = '';
    }
    if (part !== '') await this.files.addPart(kept.id, number + 1, part);
    assertSame(hash.digest('hex'), seen);
    return kept;
  }
}

function assertSame(sha256: string, seen: SeenFile): void {
  if (sha256 !== seen.sha256)
    throw new DomainError('x12_malformed', { detail: 'The file changed while it was read. Send it again.' });
}
