/** The one style sheet of all pages a person sees on the way in. */
export const css = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:start center;padding:88px 16px;background:#f4f4f4;color:#1d1d21;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{width:100%;max-width:400px}
.card{width:100%;background:#fff;border:1px solid #ddd;border-radius:6px;box-shadow:0 2px 8px rgb(0 0 0/.06);overflow:hidden}
.brand{display:grid;place-items:center;padding:32px 0 28px;border-bottom:1px solid #e4e4e4}
.brand b{font-size:30px;letter-spacing:-1px;font-weight:800;color:#1d1d21}
.content{padding:28px 40px 36px}
h1{font-size:18px;font-weight:600;text-align:center;margin:0 0 4px}
.app{text-align:center;color:#6e6e78;margin:0 0 24px;overflow-wrap:anywhere}
label{display:block;font-weight:600;font-size:14px;margin:16px 0 6px}
input{width:100%;height:42px;border:1px solid #8c8c96;border-radius:4px;padding:0 10px;font:inherit;background:#fff}
input:focus-visible,button:focus-visible,a:focus-visible{outline:2px solid #1662dd;outline-offset:1px;border-color:#1662dd}
button{width:100%;height:46px;margin-top:28px;border:0;border-radius:4px;background:#1662dd;color:#fff;font:inherit;font-weight:600;cursor:pointer}
button:hover{background:#124a94}
button.quiet{margin-top:12px;background:#fff;color:#1d1d21;border:1px solid #8c8c96}
button.quiet:hover{background:#f4f4f4}
ul{padding-left:20px;margin:0 0 8px}
a{color:#1662dd}
.links{margin:20px 0 0;font-size:14px}
.error{border:1px solid #e72500;border-left-width:5px;border-radius:4px;background:#fff5f3;padding:10px 14px;margin:0 0 8px;color:#8a1700}
footer{margin-top:20px;color:#6e6e78;font-size:13px;text-align:center}
code{overflow-wrap:anywhere;font:13px ui-monospace,"DejaVu Sans Mono",monospace}
`;
