import type { LyingProduct } from './lying-product.ts';
import { jiraProducts } from './products/jira.ts';
import { oktaSessionProducts } from './products/okta-session.ts';
import { oktaTokenProducts } from './products/okta-tokens.ts';
import { slackCallProducts } from './products/slack-calls.ts';
import { slackEventProducts } from './products/slack-events.ts';

export const lyingProducts: LyingProduct[] = [
  ...slackCallProducts,
  ...slackEventProducts,
  ...oktaSessionProducts,
  ...oktaTokenProducts,
  ...jiraProducts,
];
