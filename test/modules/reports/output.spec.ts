import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ReaderGone, StreamOutput } from '../../../src/modules/reports/formats/output';

const LARGE = 'x'.repeat(100_000);

describe('A stream that is written as fast as it is read', () => {
  it('takes what is read', async () => {
    const stream = new PassThrough();
    const output = new StreamOutput(stream);
    const read = text(stream);
    for (let turn = 0; turn < 10; turn += 1) await output.write(LARGE);
    stream.end();
    expect(await read).toBe(LARGE.repeat(10));
  });

  it('is given up when its reader goes away, and when they take nothing for too long', async () => {
    const left = new PassThrough();
    const writing = new StreamOutput(left).write(LARGE);
    left.destroy();
    await expect(writing).rejects.toThrow(ReaderGone);
    const stalled = new PassThrough();
    await expect(new StreamOutput(stalled, 20).write(LARGE)).rejects.toThrow(ReaderGone);
    expect(stalled.destroyed).toBe(true);
    await expect(new StreamOutput(stalled).write('more')).rejects.toThrow(ReaderGone);
  });
});
