/** The look of the pages: system fonts, nothing loaded from elsewhere. */
export const pagesCss = `
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#172b4d;font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
a{color:#0c66e4;text-decoration:none}
.top{display:flex;align-items:center;gap:12px;height:52px;padding:0 24px;border-bottom:1px solid #dcdfe4;font-weight:600}
.top i{width:24px;height:24px;border-radius:6px;background:#1868db;display:inline-block}
main{max-width:1180px;margin:0 auto;padding:24px}
.crumbs{color:#626f86;font-size:13px;margin-bottom:12px}
h1{font-size:24px;font-weight:600;margin:0 0 20px;overflow-wrap:anywhere}
h2{font-size:15px;margin:28px 0 8px}
.issue{display:grid;grid-template-columns:minmax(0,1fr) 320px;gap:40px}
.text{white-space:pre-wrap;overflow-wrap:anywhere}
.side h2{margin-top:12px}
.side{border:1px solid #dcdfe4;border-radius:6px;padding:4px 16px 16px;align-self:start}
dl{display:grid;grid-template-columns:110px 1fr;gap:10px;margin:12px 0 0}
dt{color:#626f86}
dd{margin:0;overflow-wrap:anywhere}
.status{display:inline-block;border-radius:3px;padding:2px 8px;font-size:12px;font-weight:700;text-transform:uppercase;background:#dcdfe4;color:#44546f}
.status.indeterminate{background:#cce0ff;color:#0055cc}
.status.done{background:#baf3db;color:#216e4e}
.label{display:inline-block;background:#f1f2f4;border-radius:3px;padding:0 6px;margin-right:4px}
.comment{display:grid;grid-template-columns:32px 1fr;gap:12px;margin:14px 0}
.face{width:32px;height:32px;border-radius:50%;background:#6e5dc6;color:#fff;font-weight:600;font-size:12px;display:grid;place-items:center}
.face+div b{margin-right:8px}
time,.quiet{color:#626f86;font-size:13px}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th{font-size:12px;color:#626f86;text-align:left;padding:8px;border-bottom:2px solid #dcdfe4}
td{padding:10px 8px;border-bottom:1px solid #ebecf0;overflow-wrap:anywhere}
`;
