// Runs in a child process of its own: @sparticuz/chromium reads the environment when it is loaded, and Jest's
// `process.env` is a copy that libraries loaded by Jest see but the operating system does not.
const chromium = require('@sparticuz/chromium');

const Chromium = chromium.default ?? chromium;
Chromium.setGraphicsMode = false;
Chromium.executablePath().then((path) => process.stdout.write(path));
