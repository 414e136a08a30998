/** The one style sheet of the console. */
export const adminCss = `
*{box-sizing:border-box}
body{margin:0;background:#f5f5f6;color:#1d1d21;font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
header{display:flex;align-items:center;gap:14px;height:56px;padding:0 24px;background:#fff;border-bottom:1px solid #dcdce0}
header b{font-size:22px;font-weight:800;letter-spacing:-1px}
header span{padding-left:14px;border-left:1px solid #dcdce0;font-weight:600}
header em{margin-left:auto;font-style:normal;color:#6e6e78;font-size:13px}
.frame{display:grid;grid-template-columns:220px minmax(0,1fr);min-height:calc(100vh - 56px)}
nav{background:#fff;border-right:1px solid #dcdce0;padding:20px 12px}
nav ul{list-style:none;margin:0;padding:0}
nav a{display:block;padding:9px 12px;border-radius:6px;color:#3f3f44;text-decoration:none;font-weight:500}
nav a:hover{background:#f2f3fb}
nav a[aria-current]{background:#e8edfc;color:#1a3fb8;font-weight:600}
main{padding:28px 36px 56px;max-width:1120px;width:100%}
h1{font-size:22px;font-weight:600;margin:0 0 20px;overflow-wrap:anywhere}
h2{font-size:15px;font-weight:600;margin:0 0 12px}
section{background:#fff;border:1px solid #dcdce0;border-radius:8px;padding:20px 22px;margin:0 0 20px}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:16px;margin-bottom:20px}
.tiles a{display:block;background:#fff;border:1px solid #dcdce0;border-radius:8px;padding:16px 20px;text-decoration:none;color:inherit}
.tiles a:hover{border-color:#3f59e4}
.tiles b{display:block;font-size:28px;font-weight:600;line-height:1.2}
.tiles span{color:#6e6e78}
table{width:100%;border-collapse:collapse;background:#fff}
th{text-align:left;font-weight:600;font-size:13px;color:#6e6e78;padding:8px 12px;border-bottom:1px solid #dcdce0;white-space:nowrap}
td{padding:10px 12px;border-bottom:1px solid #ececef;vertical-align:middle;overflow-wrap:anywhere}
tr:last-child td{border-bottom:0}
tbody tr:hover td{background:#fafafc}
td.act{text-align:right;white-space:nowrap}
a{color:#1a3fb8}
td a{font-weight:500;text-decoration:none}
td a:hover{text-decoration:underline}
small{display:block;color:#6e6e78;font-size:13px}
.status{display:inline-flex;align-items:center;gap:7px;white-space:nowrap}
.status::before{content:"";width:8px;height:8px;border-radius:50%;background:#c69b2d}
.status.good::before{background:#16884a}
.status.bad::before{background:#d13a2b}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 20px}
form{margin:0;display:inline-block}
.picker,.search{display:flex;gap:8px;margin:0 0 14px}
.picker select,.search input{height:36px;border:1px solid #b5b5be;border-radius:6px;background:#fff;padding:0 10px;font:inherit;min-width:280px}
button{height:36px;padding:0 14px;border-radius:6px;border:1px solid #b5b5be;background:#fff;color:#1d1d21;font:inherit;font-weight:500;cursor:pointer}
button:hover{background:#f2f3fb;border-color:#3f59e4}
button.danger{color:#b3261e}
button.danger:hover{background:#fdf1f0;border-color:#d13a2b}
td button{height:30px;padding:0 10px;font-size:13px}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible{outline:2px solid #3f59e4;outline-offset:1px}
dl{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:12px 32px;margin:0}
dt{color:#6e6e78;font-size:13px}
dd{margin:0;overflow-wrap:anywhere}
.notice,.problem{padding:10px 14px;border-radius:6px;margin:0 0 20px;border:1px solid #b7dfc6;background:#effaf3}
.problem{border-color:#f0b8b2;background:#fdf1f0;color:#8a1700}
.none{color:#6e6e78;margin:0}
pre{margin:0;overflow:auto;font:12.5px/1.55 ui-monospace,"DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
`;
