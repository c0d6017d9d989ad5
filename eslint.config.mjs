import tseslint from 'typescript-eslint';

/** No default `Date` clock outside the one place that owns time: every other file asks the injected Clock. */
const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the injected Clock for now.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Ask the injected Clock for now.',
  },
  {
    selector: "MemberExpression[object.object.name='Temporal'][object.property.name='Now']",
    message: 'Ask the injected Clock for now.',
  },
];
const floats = [
  {
    selector: "CallExpression[callee.name='parseFloat']",
    message: 'Amounts are integers of cents; see kernel/money.ts.',
  },
  {
    selector: "CallExpression[callee.property.name='toFixed']",
    message: 'Amounts are integers of cents; see kernel/money.ts.',
  },
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'coverage', '.data', 'src/sandbox/stripe/generated'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 250 }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    rules: {
      'max-lines-per-function': ['error', { max: 70 }],
      'max-params': ['error', { max: 6 }],
      'no-restricted-syntax': ['error', ...clock, ...floats],
    },
  },
  { files: ['src/platform/time/**', 'src/sandbox/**'], rules: { 'no-restricted-syntax': ['error', ...floats] } },
  { files: ['**/*.cjs', '**/*.mjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      globals: {
        require: 'readonly',
        module: 'writable',
        process: 'readonly',
        __dirname: 'readonly',
        console: 'readonly',
      },
    },
  },
);
