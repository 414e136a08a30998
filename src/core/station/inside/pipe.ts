import { connect } from 'node:net';

// Joins the standard streams to the holder's socket: how the host reaches a station through `docker exec`.
const path = process.argv[2] ?? '/run/andon/control.sock';
const deadline = Date.now() + 10_000;

/** The holder may still be on its way up. */
function join(): void {
  const socket = connect(path);
  socket.once('connect', () => {
    process.stdin.pipe(socket);
    socket.pipe(process.stdout);
    socket.once('close', () => process.exit(0));
  });
  socket.once('error', () => {
    if (Date.now() > deadline) process.exit(1);
    setTimeout(join, 10);
  });
}

process.stdout.once('error', () => process.exit(0));
process.stdin.once('close', () => process.exit(0));
join();
