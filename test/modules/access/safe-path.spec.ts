import fc from 'fast-check';
import { safePath } from '../../../src/modules/access/safe-path';

describe('A path to go on to after signing in', () => {
  it.each([
    ['/patients', '/patients'],
    ['/patients?query=1&x=%20', '/patients?query=1&x=%20'],
    ['/a/../b', '/b'],
    ['/a#part', '/a'],
  ])('%j is kept as %j', (wanted, path) => {
    expect(safePath(wanted)).toBe(path);
  });

  it.each([
    [undefined],
    [['/a', '/b']],
    [''],
    ['patients'],
    ['//evil.example'],
    ['///evil.example'],
    ['/\\evil.example'],
    ['\\\\evil.example'],
    ['/.//evil.example'],
    ['/a/..//evil.example'],
    ['/%2e//evil.example'],
    ['https://evil.example/'],
    ['javascript:alert(1)'],
    ['/\tevil'],
    ['/\n/evil.example'],
    [' //evil.example'],
  ])('%j becomes the front page', (wanted) => {
    expect(safePath(wanted)).toBe('/');
  });

  it('never leads to another origin, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('/', '\\', '.', ':', '@', 'a', '%2f', '%2e', '?', '#', ' ', '\t') }),
        (tail) => {
          const url = new URL(safePath(`/${tail}`), 'https://billing.example/sign-in');
          expect(url.origin).toBe('https://billing.example');
        },
      ),
    );
  });
});
