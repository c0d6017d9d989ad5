const swc = (options) => [
  '@swc/jest',
  { swcrc: false, sourceMaps: 'inline', module: { type: 'commonjs' }, ...options },
];

/** Packages that are published as ES modules only, or that import one: Jest on Node 20 needs them as CommonJS. */
const esModules = [
  '@nestjs',
  '@fastify/cookie',
  'content-disposition',
  'cookie',
  'file-type',
  'hucre',
  'jose',
  'temporal-polyfill',
  'temporal-spec',
  'temporal-utils',
];

module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.spec.ts', '<rootDir>/test/**/*.spec.tsx'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  // Starts a PostgreSQL only when a test asks for a database; see test/support/postgres.ts.
  globalSetup: '<rootDir>/test/support/global-setup.cjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.cjs',
  maxWorkers: 3,
  // Every file loads the whole house anew, and V8 keeps compiled code of the files before: a worker is replaced in time.
  workerIdleMemoryLimit: '1.2GB',
  testTimeout: 30_000,
  watchman: false,
  transform: {
    '^.+\\.tsx?$': swc({
      jsc: {
        target: 'es2023',
        keepClassNames: true,
        parser: { syntax: 'typescript', tsx: true, decorators: true },
        transform: {
          legacyDecorator: true,
          decoratorMetadata: true,
          useDefineForClassFields: false,
          react: { runtime: 'automatic', importSource: 'preact' },
        },
      },
    }),
    '^.+\\.m?js$': swc({ sourceMaps: false, jsc: { target: 'es2023', parser: { syntax: 'ecmascript' } } }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
};
