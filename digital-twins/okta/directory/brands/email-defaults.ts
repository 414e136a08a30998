/** One of Okta's mails, as it is before anybody changes it. */
interface DefaultMail {
  subject: string;
  text: string;
  /** The variable that holds the address it leads to. */
  link?: string;
}

const activation = {
  subject: `Welcome to \${org.name}!`,
  text: 'Your organization has made an account for you.',
  link: 'activationLink',
};
const reset = {
  subject: 'Account password reset',
  text: 'A password reset was requested for your account.',
  link: 'resetPasswordLink',
};
const denied = { subject: 'Account password reset', text: 'Your password cannot be reset here. Ask your administrator.' };
const unlock = { subject: 'Unlock your account', text: 'Unlocking your account was requested.', link: 'unlockAccountLink' };

/** The mails that can be customized, by name (Okta docs, Email templates); their words are our own. */
export const defaultMails: Record<string, DefaultMail> = {
  UserActivation: activation,
  ADUserActivation: activation,
  LDAPUserActivation: activation,
  RegistrationActivation: activation,
  RegistrationEmailVerification: {
    subject: 'Verify your email',
    text: 'Verify your email address.',
    link: 'emailVerificationLink',
  },
  ForgotPassword: reset,
  ADForgotPassword: reset,
  LDAPForgotPassword: reset,
  ForgotPasswordDenied: denied,
  ADForgotPasswordDenied: denied,
  LDAPForgotPasswordDenied: denied,
  PasswordResetByAdmin: reset,
  PasswordChanged: { subject: 'Password changed', text: 'The password of your account was changed.' },
  SelfServiceUnlock: unlock,
  ADSelfServiceUnlock: unlock,
  LDAPSelfServiceUnlock: unlock,
  SelfServiceUnlockOnUnlockedAccount: { subject: 'Unlock your account', text: 'Your account is not locked.' },
  EmailChallenge: {
    subject: 'One-time verification code',
    text: `Your code is \${oneTimePassword}.`,
    link: 'emailAuthenticationLink',
  },
  EmailFactorVerification: { subject: 'One-time verification code', text: `Your code is \${verificationToken}.` },
  EmailChangeConfirmation: { subject: 'Email address changed', text: 'The email address of your account was changed.' },
  ChangeEmailConfirmation: {
    subject: 'Confirm email address change',
    text: 'Confirm your new address.',
    link: 'verificationLink',
  },
  PendingEmailChange: {
    subject: 'Notice of pending email address change',
    text: 'A change of your email address was requested.',
  },
  AuthenticatorEnrolled: { subject: 'Security method enrolled', text: 'A security method was set up for your account.' },
  AuthenticatorReset: { subject: 'Security method reset', text: 'A security method of your account was reset.' },
  NewSignOnNotification: { subject: 'New sign-on detected', text: 'A new sign-on to your account was detected.' },
  OktaVerifyActivation: { subject: 'Okta Verify activation', text: 'Set up Okta Verify.', link: 'activationLink' },
};

/** The mail as a page with the variables still in it. */
export function bodyOf({ text, link }: DefaultMail): string {
  const leads = link === undefined ? '' : `<p><a href="\${${link}}">Continue</a></p>`;
  const greeting = `<p>Hi \${user.profile.firstName},</p>`;
  return `<!DOCTYPE html><html><body>${greeting}<p>${text}</p>${leads}<p>\${org.name}</p></body></html>`;
}

/** The person that previews are written to (recordings of a real org). */
const example: Record<string, string> = {
  firstName: 'John',
  lastName: 'Doe',
  login: 'john.doe@example.com',
  email: 'john.doe@example.com',
};

/** The text with its variables filled in; what has no value shows a placeholder, in addresses percent-encoded. */
export function previewOf(text: string, orgName: string): string {
  const valueFor = (name: string): string => {
    if (name === 'org.name') return orgName;
    const [, field = ''] = /^user\.profile\.(\w+)$/.exec(name) ?? [];
    return example[field] ?? `(${name} Placeholder)`;
  };
  const encoded = (value: string) => encodeURIComponent(value).replaceAll('(', '%28').replaceAll(')', '%29');
  return text
    .replace(/href="\$!?\{([\w.]+)\}"/g, (_all, name: string) => `href="${encoded(valueFor(name))}"`)
    .replace(/\$!?\{([\w.]+)\}/g, (_all, name: string) => valueFor(name));
}
