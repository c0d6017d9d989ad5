import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../golden');

/**
 * Compares a text with the one kept in test/golden. To keep a changed text on purpose:
 * `UPDATE_GOLDEN=1 npx jest test/modules/documents`; it is never written otherwise.
 */
export function expectGolden(name: string, text: string): void {
  const path = join(FOLDER, name);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, `${text}\n`);
  expect(existsSync(path) ? readFileSync(path, 'utf8') : `${name} is missing`).toBe(`${text}\n`);
}
