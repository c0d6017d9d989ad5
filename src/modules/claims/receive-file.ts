import { Injectable } from '@nestjs/common';
import { X12FileReader } from '../../domain/x12/envelope';
import { X12Error } from '../../domain/x12/x12-error';
import type { InboundFile } from './clearinghouse-port';
import { PostRemittance } from './post-remittance';
import { ReceiveAcknowledgement } from './receive-acknowledgement';
import { x12Refusal } from '../../domain/x12/x12-refusal';

/** Larger than any payer sends; what is above is refused before it is held whole. */
const LARGEST_FILE_CHARS = 16_777_216;

/**
 * Takes a file from the clearinghouse, whatever it is. It is looked over chunk by chunk first, so that one that is broken or
 * too large is refused without ever being in memory as a whole.
 *
 * Tx: those of what it is. Errors: `x12_malformed`, `remittance_not_ours`.
 */
@Injectable()
export class ReceiveFile {
  constructor(
    private readonly remittances: PostRemittance,
    private readonly acknowledgements: ReceiveAcknowledgement,
  ) {}

  async execute(file: InboundFile): Promise<void> {
    const kinds = await this.kindsOf(file);
    let text = '';
    for await (const chunk of file.open()) text += chunk;
    if (kinds.has('835')) await this.remittances.execute(text);
    else await this.acknowledgements.execute(text);
  }

  private async kindsOf(file: InboundFile): Promise<ReadonlySet<string>> {
    const kinds = new Set<string>();
    const reader = new X12FileReader<void>(({ transactionSet }) => {
      kinds.add(transactionSet);
      return { segment: () => undefined, finish: () => undefined };
    });
    let chars = 0;
    try {
      for await (const chunk of file.open()) {
        chars += chunk.length;
        if (chars > LARGEST_FILE_CHARS) throw new X12Error('too_large', { position: 1 }, 'the file is too large');
        reader.push(chunk);
      }
      reader.end();
    } catch (error) {
      throw error instanceof X12Error ? x12Refusal(error) : error;
    }
    return kinds;
  }
}
