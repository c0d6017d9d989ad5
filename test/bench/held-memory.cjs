// Preloaded into a service under measure: says what its heap still holds after a full collection, whenever it is asked.
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc');

process.on('message', () => {
  collect();
  process.send({ heldBytes: process.memoryUsage().heapUsed });
});
process.channel.unref();
