import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { X12Tokenizer } from '../../../src/domain/x12/tokenizer';
import { readX12, type TransactionReader } from '../../../src/domain/x12/envelope';
import type { Segment } from '../../../src/domain/x12/segment';

const SAMPLE = readFileSync(join(__dirname, '../../golden/835-s3.x12'), 'utf8');

function tokens(...chunks: string[]): Segment[] {
  const tokenizer = new X12Tokenizer();
  const segments = chunks.flatMap((chunk) => [...tokenizer.push(chunk)]);
  tokenizer.end();
  return segments;
}

/** The sample written with other delimiters. */
const rewritten = (element: string, component: string, segment: string): string =>
  SAMPLE.replaceAll(/[*:~]/g, (delimiter) => ({ '*': element, ':': component, '~': segment })[delimiter] ?? '');

const idsOf = (segments: Segment[]): string[] => segments.map((segment) => segment.id);

describe('The X12 tokenizer', () => {
  const whole = tokens(SAMPLE);

  it('reads segments with their elements, components and places', () => {
    expect(idsOf(whole).slice(0, 4)).toEqual(['ISA', 'GS', 'ST', 'BPR']);
    const service = whole.find((segment) => segment.id === 'SVC');
    expect(service?.componentsAt(1)).toEqual(['HC', 'J0013']);
    expect([service?.at(2), service?.at(4), service?.at(99), service?.position]).toEqual(['850', '', '', 15]);
  });

  it.each([
    ['pipes', '|', '>', "'"],
    ['line ends as terminators', '*', ':', ''],
  ])('takes its delimiters from the ISA: %s', (_name, element, component, terminator) => {
    const text = terminator === '' ? SAMPLE.replaceAll('~\n', '\n') : rewritten(element, component, terminator);
    expect(idsOf(tokens(text))).toEqual(idsOf(whole));
    expect(
      tokens(text)
        .find(({ id }) => id === 'SVC')
        ?.componentsAt(1),
    ).toEqual(['HC', 'J0013']);
  });

  it('reads the same however the file is cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: SAMPLE.length }), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), SAMPLE.length];
        const chunks = at.slice(1).map((end, index) => SAMPLE.slice(at[index], end));
        expect(idsOf(tokens(...chunks))).toEqual(idsOf(whole));
      }),
    );
  });

  it('reads files on one line, with carriage returns, and after a byte order mark', () => {
    for (const text of [SAMPLE.replaceAll('\n', ''), SAMPLE.replaceAll('\n', '\r\n'), `\uFEFF ${SAMPLE}`])
      expect(idsOf(tokens(text))).toEqual(idsOf(whole));
  });

  it.each([
    ['an empty file', '', 'not_x12'],
    ['something else', '{"claims": []}', 'not_x12'],
    ['half an ISA', SAMPLE.slice(0, 60), 'not_x12'],
    ['a file whose delimiters were replaced by hand', SAMPLE.replace(/\*/, '|'), 'delimiters_invalid'],
    ['an ISA with a space too few', SAMPLE.replace('ZZ*PAYER ', 'ZZ*PAYER'), 'delimiters_invalid'],
    ['a file cut off inside a segment', SAMPLE.slice(0, -5), 'truncated'],
    ['a control character', SAMPLE.replace('DOE', 'D\u0000E'), 'text_invalid'],
    ['text between segments', SAMPLE.replace('~\nGS', '~\nhello~\nGS'), 'text_invalid'],
    ['a terminator that never comes', `${SAMPLE.slice(0, 106)}${'GS*HP*'.repeat(2000)}`, 'too_large'],
  ])('refuses %s', (_name, text, fault) => {
    expect(() => tokens(text)).toThrow(expect.objectContaining({ fault }));
  });

  it('holds no more than a segment of a file of 50 MB', () => {
    const tokenizer = new X12Tokenizer();
    const claim = `CLP*PCN0001*1*1200*720*180*12*ICN777*11*1~\n`.repeat(1000);
    let segments = [...tokenizer.push(SAMPLE.slice(0, 107))].length;
    for (let sent = 0; sent < 50_000_000; sent += claim.length) for (const _ of tokenizer.push(claim)) segments += 1;
    expect(segments).toBeGreaterThan(1_000_000);
    expect((tokenizer as unknown as { pending: string }).pending.length).toBeLessThan(100);
  });
});

/** Counts the segments of each transaction. */
const counting = (): TransactionReader<number> => {
  let count = 0;
  return { segment: () => void (count += 1), finish: () => count };
};

describe('The X12 envelope', () => {
  it('hands over what stands between ST and SE', () => {
    expect(readX12(SAMPLE, counting)).toEqual([23]);
    expect(readX12(`${SAMPLE}${SAMPLE}`, counting)).toEqual([23, 23]);
  });

  it.each([
    ['a wrong count of segments', SAMPLE.replace('SE*25', 'SE*24'), 'count_mismatch', 'SE'],
    ['another control number at the end', SAMPLE.replace('SE*25*0001', 'SE*25*0002'), 'envelope_invalid', 'SE'],
    ['a wrong count of transactions', SAMPLE.replace('GE*1*', 'GE*2*'), 'count_mismatch', 'GE'],
    ['a wrong interchange number', SAMPLE.replace('IEA*1*000000002', 'IEA*1*000000003'), 'envelope_invalid', 'IEA'],
    ['a lost line', SAMPLE.replace('CAS*CO*45*210~\n', ''), 'count_mismatch', 'SE'],
    ['a file that ends before its trailers', SAMPLE.slice(0, SAMPLE.indexOf('SE*25')), 'truncated', 'AMT'],
    ['a segment outside a transaction', SAMPLE.replace('GE*1', 'LX*1~\nGE*1'), 'envelope_invalid', 'LX'],
  ])('refuses %s, naming the segment', (_name, text, fault, segment) => {
    expect(() => readX12(text, counting)).toThrow(
      expect.objectContaining({ fault, place: expect.objectContaining({ segment }) }),
    );
  });
});
