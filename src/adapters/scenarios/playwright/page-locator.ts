import type { Page, Locator as PageLocator } from 'playwright-core';
import type { Locator } from '../../../core/scenario/locator.ts';
import type { Match } from '../../../core/scenario/match.ts';

type Role = Parameters<Page['getByRole']>[0];

/** The scenario's locator as the browser's. Plain text matches a part, without regard to case, unless `exact` is said. */
export function locate(root: Page | PageLocator, locator: Locator): PageLocator {
  const within = locator.within === undefined ? root : locate(root, locator.within);
  const found = locateOne(within, locator);
  return locator.nth === undefined ? found : found.nth(locator.nth);
}

function locateOne(root: Page | PageLocator, locator: Locator): PageLocator {
  const exact = locator.exact === undefined ? {} : { exact: locator.exact };
  if (locator.role !== undefined)
    return root.getByRole(locator.role as Role, {
      ...exact,
      ...(locator.name === undefined ? {} : { name: textOf(locator.name) }),
    });
  if (locator.label !== undefined) return root.getByLabel(textOf(locator.label), exact);
  if (locator.testId !== undefined) return root.getByTestId(locator.testId);
  if (locator.text !== undefined) return root.getByText(textOf(locator.text), exact);
  if (locator.placeholder !== undefined) return root.getByPlaceholder(textOf(locator.placeholder), exact);
  return root.locator(`css=${locator.css ?? ''}`);
}

function textOf(match: Match): string | RegExp {
  if (typeof match !== 'object') return String(match);
  return 'matches' in match
    ? new RegExp(match.matches, 'u')
    : new RegExp(match.contains.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'u');
}
