import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { invariant } from '../../kernel/invariant';

/** A file of ours that a page loads, with the hash of its bytes in its address so that it can be kept forever. */
export interface Asset {
  readonly path: string;
  readonly contentType: string;
  readonly body: Buffer;
}

const TYPES = {
  'styles.css': 'text/css; charset=utf-8',
  'app.js': 'text/javascript; charset=utf-8',
  'mark.svg': 'image/svg+xml',
} as const;

/** The whole list: the pages load nothing else, and nothing from anywhere else. */
export type AssetName = keyof typeof TYPES;

/** The compiler does not copy files it does not compile, so they are read where they are written: under the package. */
function sourceFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    invariant(folder !== dirname(folder), 'the package root is above the compiled files');
    folder = dirname(folder);
  }
  return join(folder, 'src', 'web', 'assets');
}

function load(folder: string, name: AssetName): Asset {
  const body = readFileSync(join(folder, name));
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const dot = name.lastIndexOf('.');
  return { path: `/assets/${name.slice(0, dot)}.${hash}${name.slice(dot)}`, contentType: TYPES[name], body };
}

const folder = sourceFolder();
const ASSETS: Readonly<Record<AssetName, Asset>> = {
  'styles.css': load(folder, 'styles.css'),
  'app.js': load(folder, 'app.js'),
  'mark.svg': load(folder, 'mark.svg'),
};
const byPath = new Map(Object.values(ASSETS).map((asset) => [asset.path, asset]));

/** The address of an asset: `/assets/styles.0123456789abcdef.css`. */
export const assetPath = (name: AssetName): string => ASSETS[name].path;

/** The asset at an address, or nothing: no name from a request ever reaches the file system. */
export const assetAt = (path: string): Asset | undefined => byPath.get(path);
