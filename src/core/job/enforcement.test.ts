import { expect, it } from 'vitest';
import { enforcement } from './enforcement.ts';
import { Packet } from './packet.ts';

it('says of every field of a packet whether it is enforced', () => {
  const roots = new Set(Object.keys(enforcement).map(field => field.split('.')[0]));
  expect([...roots].sort()).toEqual(
    Object.keys(Packet.shape)
      .filter(field => field !== 'schema')
      .sort(),
  );
});
