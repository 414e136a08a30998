import { expect, test } from 'vitest';
import { socketUrl, tokenOf } from './socket-dial.ts';

test('the token is read from the fragment', () => {
  expect(tokenOf('#token=abc123')).toBe('abc123');
  expect(tokenOf('#/board')).toBeNull();
  expect(tokenOf('')).toBeNull();
});

test('the socket stands beside the page', () => {
  expect(socketUrl('http://127.0.0.1:4600/index.html?x#y')).toBe('ws://127.0.0.1:4600/rpc');
  expect(socketUrl('https://room.example/')).toBe('wss://room.example/rpc');
});
