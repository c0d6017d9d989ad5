// Reads the installed stripe-node type declarations and writes generated/parameters.json: for each endpoint the sandbox
// serves, the request parameters Stripe's own types allow. Run it after changing the stripe version:
//   node src/sandbox/stripe/generate-parameters.cjs
//
// A parameter is "string" | "number" | "boolean" | "any" | "map" (metadata), [element] for a list, "#n" for entry n of
// `shapes`, or an object of fields in which a name ending in "!" is required and the empty name means that a scalar
// (a number for a range, '' to unset) is accepted too.
const fs = require('node:fs');
const path = require('node:path');
const prettier = require('prettier');
const ts = require('typescript');

const stripeRoot = path.join(path.dirname(require.resolve('stripe')), 'resources');
const RESOURCES = [
  'Customers',
  'Checkout/Sessions',
  'SetupIntents',
  'PaymentMethods',
  'PaymentIntents',
  'Charges',
  'Refunds',
  'Disputes',
  'Balance',
  'BalanceTransactions',
  'Radar/EarlyFraudWarnings',
  'Payouts',
  'Events',
  'WebhookEndpoints',
];
/** Means of payment the sandbox knows; the parameters of all others are accepted without a look inside. */
const KNOWN_METHODS = new Set(['card', 'us_bank_account']);
const METHOD_HOLDERS = /(PaymentMethodOptions|PaymentMethodData|PaymentMethodCreateParams|PaymentMethodUpdateParams)$/;
const NOT_METHODS = new Set(
  'type billing_details metadata allow_redisplay radar_options customer expand payment_method'.split(' '),
);

const files = RESOURCES.map((name) => path.join(stripeRoot, `${name}.d.ts`));
const program = ts.createProgram(files, {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2023,
  strict: true,
  skipLibCheck: true,
  types: ['node'],
});
const checker = program.getTypeChecker();
const shapes = [];
const shapeIndex = new Map();

/** Stores a shape once and answers a reference to it. */
function intern(shape) {
  const text = JSON.stringify(shape);
  if (text.length < 24) return shape;
  if (!shapeIndex.has(text)) {
    shapeIndex.set(text, shapes.length);
    shapes.push(shape);
  }
  return `#${shapeIndex.get(text)}`;
}

const nameOf = (type) => (type.aliasSymbol ?? type.symbol)?.name ?? '';

function describe(type) {
  if (type.flags & ts.TypeFlags.StringLike) return 'string';
  if (type.flags & ts.TypeFlags.NumberLike) return 'number';
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
  if (type.isUnion()) return describeUnion(type);
  if (checker.isArrayType(type)) return [describe(checker.getTypeArguments(type)[0])];
  if (nameOf(type) === 'Decimal') return 'string';
  // A literal union widened by `string & Record<never, never>` is a string.
  if (type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.String)) return 'string';
  if (type.flags & ts.TypeFlags.Object) return describeObject(type);
  return 'any';
}

function describeUnion(type) {
  const nothing = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;
  const parts = type.types.filter((part) => !(part.flags & nothing));
  const kinds = [...new Set(parts.map((part) => JSON.stringify(describe(part))))].map((text) => JSON.parse(text));
  if (kinds.length === 1) return kinds[0];
  const object = kinds.find((kind) => typeof kind === 'object' || kind.startsWith('#') || kind === 'map');
  if (object === undefined || kinds.length > 2) return 'any';
  if (object === 'map' || Array.isArray(object)) return object;
  const fields = typeof object === 'string' ? shapes[Number(object.slice(1))] : object;
  return intern({ '': 'any', ...fields });
}

function describeObject(type) {
  if (checker.getIndexInfosOfType(type).length > 0) return 'map';
  const holdsMethods = METHOD_HOLDERS.test(nameOf(type));
  const fields = {};
  for (const property of [...checker.getPropertiesOfType(type)].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const isForeign = holdsMethods && !NOT_METHODS.has(property.name) && !KNOWN_METHODS.has(property.name);
    const isOptional = property.flags & ts.SymbolFlags.Optional;
    fields[isOptional ? property.name : `${property.name}!`] = isForeign
      ? 'any'
      : describe(checker.getTypeOfSymbol(property));
  }
  return intern(fields);
}

/** The HTTP method and path of each client method, read from the generated JavaScript beside the declarations. */
function routesOf(file) {
  const source = fs.readFileSync(file.replace(/\.d\.ts$/, '.js'), 'utf8');
  const routes = new Map();
  const call = /^ {4}(\w+)\([^)]*\) \{\n[^]*?_makeRequest\('(\w+)', ['`]([^'`]+)['`]/gm;
  for (const [, name, method, template] of source.matchAll(call)) {
    routes.set(name, `${method} ${template.replace(/\$\{encodeURIComponent\((\w+)\)\}/g, ':$1')}`);
  }
  return routes;
}

const endpoints = {};
for (const file of files) {
  const routes = routesOf(file);
  const resource = program.getSourceFile(file).statements.find((s) => ts.isClassDeclaration(s));
  for (const member of resource.members) {
    const route = ts.isMethodDeclaration(member) && routes.get(member.name.getText());
    if (!route) continue;
    const params = member.parameters.find((parameter) => parameter.name.getText() === 'params');
    endpoints[route] = params ? describe(checker.getNonNullableType(checker.getTypeAtLocation(params))) : {};
  }
}
const out = path.join(__dirname, 'generated', 'parameters.json');
const version = require('stripe').API_VERSION;
prettier
  .resolveConfig(out)
  .then((config) => prettier.format(JSON.stringify({ version, endpoints, shapes }), { ...config, parser: 'json' }))
  .then((text) => {
    fs.writeFileSync(out, text);
    process.stdout.write(`${Object.keys(endpoints).length} endpoints, ${shapes.length} shapes -> ${out}\n`);
  });
