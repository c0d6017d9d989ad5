import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { HandOverEnd } from '../../../domain/notices/notice-state';
import { type Mail, MailTransport } from './mail-transport';
import { messageOf } from './message-of';

/**
 * Where no mail server is named: each message is an .eml file under the data folder, named after its Message-ID, so that
 * the same one is there once. Any mail program opens it.
 */
export class FileMailTransport extends MailTransport {
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });

  constructor(
    private readonly folder: string,
    private readonly from: string,
  ) {
    super();
  }

  async send(mail: Mail): Promise<HandOverEnd> {
    const { message } = await this.composer.sendMail(messageOf(mail, this.from));
    const path = join(this.folder, `${mail.messageId.replace(/[^0-9a-z.@-]/gi, '')}.eml`);
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      // A reader of the folder never sees half a message.
      await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 });
      await rename(`${path}.part`, path);
      return 'accepted';
    } catch {
      return 'unavailable';
    }
  }
}
