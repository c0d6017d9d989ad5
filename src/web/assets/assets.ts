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

interface Source {
  readonly contentType: string;
  /** Sent as one, in this order. */
  readonly files: readonly string[];
}

const STYLES = [
  'base',
  'frame',
  'cards',
  'buttons',
  'tables',
  'forms',
  'money',
  'history',
  'doors',
  'reports',
  'phone',
];

/** The whole list: the pages load nothing else, and nothing from anywhere else. */
const SOURCES = {
  'styles.css': { contentType: 'text/css; charset=utf-8', files: STYLES.map((name) => `styles/${name}.css`) },
  'app.js': { contentType: 'text/javascript; charset=utf-8', files: ['app.js'] },
  'mark.svg': { contentType: 'image/svg+xml', files: ['mark.svg'] },
} as const satisfies Record<string, Source>;

export type AssetName = keyof typeof SOURCES;

/** The compiler does not copy files it does not compile, so they are read where they are written: under the package. */
function sourceFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    invariant(folder !== dirname(folder), 'the package root is above the compiled files');
    folder = dirname(folder);
  }
  return join(folder, 'src', 'web', 'assets');
}

function load(folder: string, name: string, { contentType, files }: Source): Asset {
  const body = Buffer.concat(files.map((file) => readFileSync(join(folder, file))));
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const dot = name.lastIndexOf('.');
  return { path: `/assets/${name.slice(0, dot)}.${hash}${name.slice(dot)}`, contentType, body };
}

const folder = sourceFolder();
const assets = new Map(Object.entries(SOURCES).map(([name, source]) => [name, load(folder, name, source)]));
const byPath = new Map([...assets.values()].map((asset) => [asset.path, asset]));

/** The address of an asset: `/assets/styles.0123456789abcdef.css`. */
export function assetPath(name: AssetName): string {
  const asset = assets.get(name);
  invariant(asset, `there is no asset ${name}`);
  return asset.path;
}

/** The asset at an address, or nothing: no name from a request ever reaches the file system. */
export const assetAt = (path: string): Asset | undefined => byPath.get(path);
