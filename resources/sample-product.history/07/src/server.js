import { createServer } from 'node:http';
import { createApp } from './app.js';
import { createClock } from './clock.js';
import { readConfig } from './config.js';
import { createIdentity } from './identity.js';
import { createSlack } from './slack.js';
import { openStore } from './store.js';

const config = readConfig(process.env);

const app = createApp({
  baseUrl: config.baseUrl,
  now: createClock(config.fixedTime),
  store: openStore({ directory: config.dataDir, seedFile: config.seedFile }),
  identity: createIdentity(config.okta, config.baseUrl),
  slack: createSlack(config.slack),
});

const server = createServer(app);
server.listen(config.port, '127.0.0.1', () => {
  console.log(`Relay Desk listens on http://127.0.0.1:${server.address().port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
