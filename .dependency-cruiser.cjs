// A room may import only the doors of rooms to its left (DESIGN.md section 2).
const ROOMS = [
  'access',
  'clinics',
  'tasks',
  'ledger',
  'catalog',
  'patients',
  'coverage',
  'charges',
  'payments',
  'packages',
  'groups',
  'plans',
  'estimates',
  'claims',
  'documents',
  'reconciliation',
  'cashiering',
  'reports',
];
const floors = [
  ['kernel', '^src/(?!kernel/)'],
  ['domain', '^src/(?!kernel/|domain/)'],
  ['platform', '^src/(?!kernel/|platform/)'],
  ['modules', '^src/(?!kernel/|domain/|platform/|modules/)'],
  ['web', '^src/(?!kernel/|domain/|platform/|modules/|web/)'],
  ['sandbox', '^src/(?!kernel/|sandbox/)'],
  ['demo', '^src/(?!kernel/|domain/|platform/|modules/|demo/)'],
];
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...floors.map(([f, up]) => ({
      name: `${f}-looks-only-down`,
      severity: 'error',
      from: { path: `^src/${f}/` },
      to: { path: up },
    })),
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/(kernel|domain)/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/temporal-polyfill' },
    },
    {
      name: 'core-does-no-io',
      severity: 'error',
      from: { path: '^src/(kernel|domain)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-doors',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/[^/]+/[^/]+/', pathNot: '^src/modules/$1/' },
    },
    {
      name: 'web-uses-doors',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/modules/[^/]+/[^/]+/' },
    },
    {
      name: 'stripe-stays-in-its-gateway',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(modules/payments/gateway|sandbox/stripe)/' },
      to: { path: 'node_modules/stripe' },
    },
    {
      name: 'sandbox-is-for-the-embedded-default',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(boot|sandbox)/' },
      to: { path: '^src/sandbox/' },
    },
    ...ROOMS.map((room, i) => ({
      name: `${room}-looks-left`,
      severity: 'error',
      from: { path: `^src/modules/${room}/` },
      to: { path: `^src/modules/(${ROOMS.slice(i + 1).join('|') || '__none__'})/` },
    })),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
