import { expect, test } from 'vitest';
import { hrefOf, type Route, routeOf } from './route.ts';

test.each<Route>([
  { page: 'board' },
  { page: 'run', run: null },
  { page: 'run', run: 'J-7.2' },
  { page: 'review', run: 'J-7.2' },
  { page: 'packet', job: null },
  { page: 'packet', job: 'odd/näme #1' },
  { page: 'settings' },
])('an address leads back to its route: %j', route => {
  expect(routeOf(hrefOf(route))).toEqual(route);
});

test.each(['', '#', '#/nowhere', '#/review', '#/review/%E0%A4%A'])('an unknown address is the board: %s', fragment => {
  expect(routeOf(fragment)).toEqual({ page: 'board' });
});
