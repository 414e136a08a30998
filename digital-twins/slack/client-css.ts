/** The look of the web client: system fonts, nothing loaded from elsewhere. */
export const clientCss = `
*{box-sizing:border-box}
body{margin:0;height:100vh;display:grid;grid-template:44px 1fr/260px 1fr;font:15px/1.47 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:#1d1c1d;background:#fff}
.top{grid-column:1/-1;background:#350d36;color:#d8c5dd;display:flex;align-items:center;padding:0 16px;font-size:13px}
.top span{margin:auto;background:#553a58;border-radius:6px;padding:4px 200px;white-space:nowrap}
nav{background:#3f0e40;color:#cfc3cf;padding:0 0 16px;overflow:auto}
nav h1{color:#fff;font-size:18px;margin:0 0 12px;padding:14px 16px;border-bottom:1px solid #5d3d5e}
nav h2{font-size:13px;font-weight:500;margin:16px 16px 4px;color:#bcabbc}
nav a,nav .who{display:flex;gap:8px;align-items:center;padding:4px 16px;color:inherit;text-decoration:none;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
nav a[aria-current]{background:#1164a3;color:#fff}
nav a:hover:not([aria-current]){background:#350d36}
nav .count{margin-left:auto;font-size:12px;opacity:.75}
.dot{width:9px;height:9px;border-radius:50%;background:#2bac76;flex:none}
.dot.off{background:transparent;border:1.5px solid #bcabbc}
main{display:grid;grid-template-rows:auto 1fr auto;min-width:0;min-height:0}
main>header{padding:10px 20px;border-bottom:1px solid #e2e2e2}
main>header h2{font-size:18px;margin:0}
main>header p{margin:0;color:#616061;font-size:13px}
.messages{overflow:auto;padding:12px 0;display:flex;flex-direction:column-reverse}
.day{display:flex;align-items:center;gap:12px;padding:8px 20px;font-size:13px;font-weight:700}
.day::before,.day::after{content:"";flex:1;border-top:1px solid #e2e2e2}
article{display:grid;grid-template-columns:36px 1fr;gap:12px;padding:8px 20px}
article:hover{background:#f8f8f8}
article.reply{margin-left:48px;border-left:3px solid #e2e2e2}
.face{width:36px;height:36px;border-radius:8px;color:#fff;font-weight:700;display:grid;place-items:center}
.from{font-weight:900}
.app{background:#e8e8e8;color:#616061;font-size:10px;font-weight:700;border-radius:3px;padding:1px 4px;margin-left:4px;vertical-align:1px}
time{color:#616061;font-size:12px;margin-left:8px}
.text{overflow-wrap:anywhere;white-space:pre-wrap}
.text code{background:#f4f4f4;border:1px solid #ddd;border-radius:3px;color:#c0123c;font:12px ui-monospace,"DejaVu Sans Mono",monospace;padding:2px 4px}
.text a,.mention{color:#1264a3;text-decoration:none}
.mention{background:#e8f5fa;border-radius:3px;padding:0 2px}
.system .text,.edited{color:#616061}
.edited{font-size:12px}
.reactions{display:flex;gap:4px;margin-top:4px}
.reactions span{background:#f0f0f0;border-radius:12px;padding:2px 8px;font-size:12px}
.block{margin:4px 0;overflow-wrap:anywhere}
.block.header{font-size:18px;font-weight:900}
.block.context{font-size:12px;color:#616061}
.block .button{display:inline-block;border:1px solid #bbb;border-radius:4px;padding:4px 12px;font-weight:700;font-size:14px;margin-right:8px}
hr{border:0;border-top:1px solid #e2e2e2;margin:8px 0}
.none{margin:auto;color:#616061}
footer{margin:0 20px 20px;border:1px solid #bbb;border-radius:8px;padding:12px 14px;color:#868686}
`;
