import { Injectable } from '@nestjs/common';
import { X12FileReader } from '../../../domain/x12/envelope';
import { X12Error } from '../../../domain/x12/x12-error';
import type { InboundFile } from './clearinghouse-port';
import { PostRemittance } from '../post-remittance';
import { ReceiveAcknowledgement } from '../receive-acknowledgement';
import { x12Refusal } from '../../../domain/x12/x12-refusal';

/** Larger than any payer sends; what is above is refused before anything of it is kept. */
const LARGEST_FILE_CHARS = 67_108_864;
/** An acknowledgement is read as a whole. */
const LARGEST_ACKNOWLEDGEMENT_CHARS = 8_388_608;

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
    const { kinds, chars } = await this.lookOver(file);
    if (kinds.has('835')) {
      await this.remittances.take(file);
      return;
    }
    if (chars > LARGEST_ACKNOWLEDGEMENT_CHARS) throw x12Refusal(tooLarge());
    let text = '';
    for await (const chunk of file.open()) text += chunk;
    await this.acknowledgements.execute(text);
  }

  private async lookOver(file: InboundFile): Promise<{ kinds: ReadonlySet<string>; chars: number }> {
    const kinds = new Set<string>();
    const reader = new X12FileReader<void>(({ transactionSet }) => {
      kinds.add(transactionSet);
      return { segment: () => undefined, finish: () => undefined };
    });
    let chars = 0;
    try {
      for await (const chunk of file.open()) {
        chars += chunk.length;
        if (chars > LARGEST_FILE_CHARS) throw tooLarge();
        reader.push(chunk);
        reader.take();
      }
      reader.end();
    } catch (error) {
      throw error instanceof X12Error ? x12Refusal(error) : error;
    }
    return { kinds, chars };
  }
}

const tooLarge = (): X12Error => new X12Error('too_large', { position: 1, line: 1 }, 'the file is too large');
