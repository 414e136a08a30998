/** The look of the page that asks for permission. */
export const consentCss = `
body{margin:0;background:#f8f8f8;color:#1d1c1d;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{max-width:560px;margin:64px auto;padding:40px 48px;background:#fff;border:1px solid #ddd;border-radius:12px}
h1{font-size:24px;line-height:1.3;text-align:center}
h2{font-size:16px}
ul{padding:12px 32px;border:1px solid #ddd;border-radius:8px}
select{font:inherit;padding:4px 8px}
p{text-align:right}
[role=alert]{text-align:left;color:#b3261e}
button{font:inherit;font-weight:700;padding:8px 20px;border:1px solid #bbb;border-radius:4px;background:#fff}
button.primary{background:#007a5a;border-color:#007a5a;color:#fff}
`;
