import { ERROR_CODES } from '../../src/kernel/error-codes';

it('names every code once', () => {
  expect(ERROR_CODES.filter((code, index) => ERROR_CODES.indexOf(code) !== index)).toEqual([]);
});
