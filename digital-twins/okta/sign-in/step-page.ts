import type { Answer } from '../../kit/answer.ts';
import type { OktaCall } from '../operation.ts';
import { codePage, enrollPage, errorPage, newPasswordPage, signInPage } from './pages.ts';
import { activeFactors } from './second-factor.ts';
import { findTransaction, personOf } from './transaction.ts';

const gone = 'You have been logged out due to inactivity. Return to the application and sign in again.';

/** The page for where a sign-in stands; `error` is what went wrong just now. */
export function stepPage(call: OktaCall, token: string, error?: string): Answer {
  const tx = findTransaction(call, token);
  if (tx === undefined) return errorPage('invalid_session', gone);
  const login = personOf(call, tx)?.profile.login ?? '';
  const failed = error === undefined ? {} : { error };
  switch (tx.step.kind) {
    case 'mfa-required':
    case 'mfa-challenge': {
      const factors = activeFactors(call.state, tx.userId ?? '');
      const chosen = tx.step.kind === 'mfa-challenge' ? tx.step.factorId : factors[0]?.id;
      return codePage({ stateToken: token, login, factors, chosen: chosen ?? '', ...failed });
    }
    case 'mfa-enroll':
    case 'mfa-activate':
      return enrollPage({ stateToken: token, login, ...failed });
    case 'password-expired':
    case 'password-reset':
      return newPasswordPage({ stateToken: token, login, isExpired: tx.step.kind === 'password-expired', ...failed });
    default:
      return signInPage({ app: appOf(call, tx.request), stateToken: token, username: login, ...failed });
  }
}

/** What the person is signing in to. */
function appOf({ state }: OktaCall, request: string | undefined): string {
  const pending = state.pending.get(request ?? '');
  const app = pending === undefined ? undefined : state.apps.by('client', pending.clientId)[0];
  return app?.label ?? state.org.companyName;
}
