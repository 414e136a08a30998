// Loaded before a Node program in a station that has no network of its own: the names of the outside world
// (`slack.localhost`, port 80) lead to the station's relay, whose port is in ANDON_RELAY_PORT.
import { Socket } from 'node:net';

const relayPort = Number(process.env.ANDON_RELAY_PORT);
const connect = Socket.prototype.connect;

/** `connect` takes (options), (port, host), or both packed into an array by `net.connect`. */
function redirect(args) {
  const packed = Array.isArray(args[0]) ? args[0] : args;
  const [first, second] = packed;
  const options = typeof first === 'object' && first !== null ? first : { port: first, host: second };
  const isName = typeof options.host === 'string' && options.host.endsWith('.localhost') && Number(options.port) === 80;
  if (!isName) return;
  const there = { ...options, host: '127.0.0.1', port: relayPort };
  if (options === first) packed[0] = there;
  else packed.splice(0, 2, there.port, there.host);
}

if (relayPort > 0) {
  Socket.prototype.connect = function connectByName(...args) {
    redirect(args);
    return connect.apply(this, args);
  };
}
