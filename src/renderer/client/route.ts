import { useSyncExternalStore } from 'react';
import { assertNever } from '../../base/assert-never.ts';

/** Where the window is. It stands in the address's fragment, so that it works from a file, from a server and in Electron alike. */
export type Route =
  | { readonly page: 'board' }
  | { readonly page: 'run'; readonly run: string | null }
  | { readonly page: 'review'; readonly run: string }
  | { readonly page: 'stations' }
  | { readonly page: 'scenarios' }
  | { readonly page: 'lines' }
  | { readonly page: 'settings' }
  | { readonly page: 'packet'; readonly job: string | null };

export function hrefOf(route: Route): string {
  switch (route.page) {
    case 'board':
    case 'stations':
    case 'scenarios':
    case 'lines':
    case 'settings':
      return `#/${route.page}`;
    case 'run':
      return route.run === null ? '#/run' : `#/run/${encodeURIComponent(route.run)}`;
    case 'review':
      return `#/review/${encodeURIComponent(route.run)}`;
    case 'packet':
      return route.job === null ? '#/packet' : `#/packet/${encodeURIComponent(route.job)}`;
    default:
      return assertNever(route);
  }
}

/** The route that a fragment names. Anything unknown is the board. */
export function routeOf(fragment: string): Route {
  const [, page, argument] = fragment.split('/');
  const id = argument ? decode(argument) : null;
  if (page === 'run') return { page, run: id };
  if (page === 'review' && id !== null) return { page, run: id };
  if (page === 'packet') return { page, job: id };
  if (page === 'stations' || page === 'scenarios' || page === 'lines' || page === 'settings') return { page };
  return { page: 'board' };
}

export function goTo(route: Route): void {
  location.hash = hrefOf(route);
}

export function useRoute(): Route {
  const fragment = useSyncExternalStore(subscribe, () => location.hash);
  return routeOf(fragment);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
