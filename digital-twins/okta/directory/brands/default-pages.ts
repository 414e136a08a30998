const head = `<!DOCTYPE html>
<html>
<head>
    <meta charset="UTF-8">
    <meta name="viewport" content="width=device-width, initial-scale=1.0">
    <meta name="robots" content="noindex,nofollow">
    <link href="{{themedStylesUrl}}" rel="stylesheet" type="text/css">
    <link rel="shortcut icon" href="{{faviconUrl}}" type="image/x-icon">`;

const errorPage = `${head}
    <title>{{orgName}} - {{errorSummary}}</title>
</head>
<body>
    <h1>{{errorSummary}}</h1>
    <p>{{{errorDescription}}}</p>
    <a href="{{back}}">{{buttonText}}</a>
</body>
</html>
`;

const signInPage = `${head}
    <title>{{pageTitle}}</title>
    {{{SignInWidgetResources}}}
</head>
<body>
    <div id="okta-login-container"></div>
    {{{OktaUtil}}}
    <script type="text/javascript" nonce="{{nonceValue}}">
        const config = OktaUtil.getSignInWidgetConfig();
        new OktaSignIn(config).renderEl({ el: '#okta-login-container' }, OktaUtil.completeLogin);
    </script>
</body>
</html>
`;

/** The pages of a brand that nobody has changed, with the variables Okta fills in; the text around them is our own. */
export const defaultPages = {
  error: { pageContent: errorPage },
  'sign-in': { pageContent: signInPage, widgetVersion: '*', widgetCustomizations: { widgetGeneration: 'G2' } },
} as const;
