/**
 * Offers the tests a PostgreSQL without starting it: the first test that asks (see postgres.ts) makes it start, so that
 * pure tests pay nothing. It lives in this process, Jest's parent; tests ask from their workers over loopback.
 */
const { randomBytes } = require('node:crypto');
const { createServer } = require('node:http');

function startTestServer() {
  require('./register-swc.cjs');
  return require('./test-server.ts').startTestServer(process.env.TEST_DATABASE_URL);
}

async function answer(broker, request, response) {
  if (request.url !== `/${broker.token}`) return response.writeHead(404).end();
  try {
    broker.started ??= startTestServer();
    const { adminUrl, template } = await broker.started;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ adminUrl, template }));
  } catch (error) {
    response.writeHead(500).end(error.stack);
  }
}

module.exports = async () => {
  const broker = { token: randomBytes(16).toString('hex'), started: undefined };
  broker.server = createServer((request, response) => void answer(broker, request, response));
  await new Promise((done) => broker.server.listen(0, '127.0.0.1', done));
  broker.server.unref();
  globalThis.testDatabaseBroker = broker;
  process.env.TEST_DATABASE_BROKER = `http://127.0.0.1:${broker.server.address().port}/${broker.token}`;
};
