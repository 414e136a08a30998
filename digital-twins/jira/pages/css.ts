/** The look of the pages: system fonts, nothing loaded from elsewhere. */
export const pagesCss = `
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#172b4d;font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
a{color:#0c66e4;text-decoration:none}
a:hover{text-decoration:underline}
:focus-visible{outline:2px solid #388bff;outline-offset:2px}
.top{display:flex;align-items:center;gap:24px;height:52px;padding:0 24px;border-bottom:1px solid #dcdfe4}
.top>a{display:flex;align-items:center;gap:10px;font-weight:600;color:#172b4d}
.top i{width:24px;height:24px;border-radius:6px;background:#1868db;display:inline-block}
.top nav{display:flex;gap:18px;flex:1;min-width:0;overflow:hidden;white-space:nowrap}
.top nav a{color:#44546f}
.viewer{color:#626f86;font-size:13px;white-space:nowrap}
main{max-width:1360px;margin:0 auto;padding:24px}
.consent{max-width:560px}
.notice{margin:0;padding:10px 24px;background:#ffeceb;color:#ae2e24;font-weight:600}
.crumbs{color:#626f86;font-size:13px;margin-bottom:12px}
h1{font-size:24px;font-weight:600;margin:0 0 20px;overflow-wrap:anywhere}
h2{font-size:15px;margin:28px 0 8px}
.more{font-size:13px;font-weight:400;margin-left:10px}
.head{display:flex;align-items:center;gap:20px;margin-bottom:16px}
.head h1{margin:0}
.head .more{margin-left:auto}
.filters{display:flex;align-items:center;gap:6px}
.filters a{padding:3px 8px;border-radius:16px;color:#44546f;font-size:13px;display:flex}
.filters a[aria-current]{background:#e9f2ff;color:#0c66e4;font-weight:600}
.board{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(230px,1fr);gap:12px;align-items:start;overflow-x:auto;padding-bottom:8px}
.column{background:#f7f8f9;border-radius:8px;padding:8px;min-height:420px}
.column h2{margin:4px 6px 10px;font-size:12px;text-transform:uppercase;color:#44546f}
.column.over{background:#e9f2ff;box-shadow:inset 0 0 0 2px #388bff}
.column.full h2{color:#ae2e24}
.card{background:#fff;border-radius:6px;box-shadow:0 1px 2px #091e4240,0 0 1px #091e424f;padding:12px;margin-bottom:8px;cursor:grab}
.card.dragged{opacity:.4}
.card>a{color:#172b4d;display:block;overflow-wrap:anywhere;margin-bottom:8px}
.card footer{display:flex;align-items:center;gap:8px;font-size:12px;margin-top:8px}
.card footer .face{margin-left:auto}
.card .quiet{font-size:12px}
.move{margin-top:8px}
select,button,textarea{font:inherit;font-size:13px;color:inherit;background:#fff;border:1px solid #8590a2;border-radius:4px;padding:4px 8px}
.move select{width:100%;border-color:#dcdfe4;color:#44546f}
dd .move{margin-top:6px}
button{background:#0c66e4;border-color:#0c66e4;color:#fff;font-weight:600;padding:5px 14px;cursor:pointer}
button.plain{background:#fff;border-color:#8590a2;color:#44546f}
.type{background:#e9f2ff;color:#0055cc;border-radius:3px;padding:0 6px;font-size:12px;white-space:nowrap}
.issue{display:grid;grid-template-columns:minmax(0,1fr) 340px;gap:40px}
.text{overflow-wrap:anywhere}
.document p{margin:0 0 8px}
.document pre{background:#f7f8f9;border-radius:4px;padding:12px;overflow-x:auto}
.document table{width:auto}
.document blockquote{border-left:3px solid #dcdfe4;margin:0 0 8px;padding-left:12px;color:#44546f}
.side h2{margin-top:12px}
.side{border:1px solid #dcdfe4;border-radius:6px;padding:4px 16px 16px;align-self:start}
dl{display:grid;grid-template-columns:110px minmax(0,1fr);gap:10px;margin:12px 0 0}
dt{color:#626f86}
dd{margin:0;overflow-wrap:anywhere}
.status{display:inline-block;border-radius:3px;padding:2px 8px;font-size:12px;font-weight:700;text-transform:uppercase;background:#dcdfe4;color:#44546f;white-space:nowrap}
.status.indeterminate{background:#cce0ff;color:#0055cc}
.status.done{background:#baf3db;color:#216e4e}
.label{display:inline-block;background:#f1f2f4;border-radius:3px;padding:0 6px;margin-right:4px;font-size:12px}
.list,.sprint ol{list-style:none;margin:0;padding:0;border:1px solid #dcdfe4;border-radius:6px}
.list li,.sprint li{display:flex;align-items:center;gap:10px;padding:8px 12px}
.list li+li,.sprint li+li{border-top:1px solid #ebecf0}
.list:empty,.sprint ol:empty{border-style:dashed;min-height:40px}
.grow{flex:1;min-width:0;overflow-wrap:anywhere}
.comment{display:grid;grid-template-columns:28px minmax(0,1fr);gap:12px;margin:14px 0}
.comment b,.comment time{margin-right:8px}
.face{width:28px;height:28px;border-radius:50%;background:#6e5dc6;color:#fff;font-weight:600;font-size:11px;display:inline-grid;place-items:center;flex:none}
.face.nobody{background:#dcdfe4;color:#44546f}
.person{display:flex;align-items:center;gap:8px}
.write{display:grid;gap:8px;justify-items:start;margin-top:16px}
.write textarea{width:100%;min-height:72px;padding:8px}
details{margin-top:28px}
summary{cursor:pointer;font-weight:600;margin-bottom:8px}
time,.quiet{color:#626f86;font-size:13px;font-weight:400}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th{font-size:12px;color:#626f86;text-align:left;padding:8px;border-bottom:2px solid #dcdfe4}
td{padding:8px;border-bottom:1px solid #ebecf0;overflow-wrap:anywhere}
`;
