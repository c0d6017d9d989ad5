/** Stops the PostgreSQL of the tests, if one was started. */
module.exports = async () => {
  const { server, started } = globalThis.testDatabaseBroker;
  server.close();
  server.closeAllConnections();
  const testServer = await started?.catch(() => undefined);
  await testServer?.stop();
};
