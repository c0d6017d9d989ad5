import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReceiveFile } from '../../../src/modules/claims/receive-file';
import { startTestApp, type TestApp } from '../../support/app';
import { type ClaimsDesk, openClaimsDesk } from './support/claims-desk';

const S3 = readFileSync(join(__dirname, '../../golden/835-s3.x12'), 'utf8');
const CLAIM = 'CLP*PCN0001*1*1200*720*180*12*ICN777*11*1~\n';

/** A file of the clearinghouse that is made while it is read. */
function fileOf(chunks: () => Iterable<string>) {
  const read = { chars: 0 };
  return {
    read,
    name: 'large.835',
    async *open() {
      for (const chunk of chunks()) {
        read.chars += chunk.length;
        yield chunk;
      }
    },
    settle: () => Promise.resolve(),
  };
}

describe('A file of 50 MB from the clearinghouse', () => {
  let app: TestApp;
  let desk: ClaimsDesk;

  beforeAll(async () => {
    app = await startTestApp();
    desk = await openClaimsDesk(app);
  });

  afterAll(() => app.close());

  const receive = (file: ReturnType<typeof fileOf>) => app.as(desk.clinicId, () => app.get(ReceiveFile).execute(file));
  const kept = () => app.database.query('SELECT 1 FROM clearinghouse_files WHERE clinic_id = $1', [desk.clinicId]);

  it('is refused while it is read, long before its end, and nothing is kept', async () => {
    const file = fileOf(function* () {
      yield S3.slice(0, S3.indexOf('CLP'));
      for (let sent = 0; sent < 50_000_000; sent += 1000 * CLAIM.length) yield CLAIM.repeat(1000);
    });
    await expect(receive(file)).rejects.toMatchObject({ code: 'x12_malformed', facts: { fault: 'too_large' } });
    expect(file.read.chars).toBeLessThan(17_000_000);
    expect(await kept()).toEqual([]);
  });

  it('that is no X12 at all is refused at its beginning', async () => {
    const file = fileOf(function* () {
      for (let sent = 0; sent < 50_000_000; sent += 65_536) yield 'x'.repeat(65_536);
    });
    await expect(receive(file)).rejects.toMatchObject({ code: 'x12_malformed', facts: { fault: 'not_x12' } });
    expect(file.read.chars).toBe(65_536);
    expect(await kept()).toEqual([]);
  });
});
