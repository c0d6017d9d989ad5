import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config';
import { ClearinghousePort, type InboundFile } from '../files/clearinghouse-port';

// Names are ours on the way out and the clearinghouse's on the way in: nothing that leads out of its folder.
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/;

/**
 * Exchanges files through folders, as clearinghouses' transfer clients do:
 * `<DATA_DIR>/clearinghouse/<clinic>/{outbound,inbound,applied,refused}`. A file is written beside its place and renamed,
 * so that nobody picks up half of one. Folders hold health information: readable by the service's user alone.
 */
@Injectable()
export class FileDropClearinghouse extends ClearinghousePort {
  constructor(private readonly config: Config) {
    super();
  }

  async send({ clinicSlug, name, text }: { clinicSlug: string; name: string; text: string }): Promise<void> {
    const folder = await this.folder(clinicSlug, 'outbound');
    const aside = join(folder, `.${name}.part`);
    await writeFile(aside, text, { mode: 0o600 });
    await rename(aside, join(folder, name));
  }

  async inbound(clinicSlug: string): Promise<readonly InboundFile[]> {
    const folder = await this.folder(clinicSlug, 'inbound');
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && SAFE_NAME.test(entry.name)).map((entry) => entry.name);
    return names.sort().map((name) => ({
      name,
      open: () => createReadStream(join(folder, name), { encoding: 'utf8' }),
      settle: async (outcome) => rename(join(folder, name), join(await this.folder(clinicSlug, outcome), name)),
    }));
  }

  private async folder(clinicSlug: string, kind: 'outbound' | 'inbound' | 'applied' | 'refused'): Promise<string> {
    const folder = join(this.config.dataDir, 'clearinghouse', clinicSlug, kind);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  }
}
