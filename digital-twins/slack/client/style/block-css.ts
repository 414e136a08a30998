export const blockCss = `
.block{margin:4px 0;overflow-wrap:anywhere}
.block.header{font-size:18px;font-weight:900;line-height:24px;margin:8px 0 4px}
.block.section{display:flex;gap:16px;align-items:flex-start}
.block.section>.text{flex:1;min-width:0;max-width:640px}
.fields{display:grid;grid-template-columns:1fr 1fr;gap:4px 16px;margin-top:4px;max-width:640px}
.fields .text,.fields div{white-space:pre-wrap}
.block.context{font-size:12px;color:#616061;display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.block.actions{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.button{display:inline-block;border:1px solid #bbb;border-radius:4px;background:#fff;padding:0 12px 1px;height:28px;line-height:26px;font-size:13px;font-weight:700}
.button:hover{background:#f8f8f8}
.button.primary{background:#007a5a;border-color:#007a5a;color:#fff}
.button.danger{border-color:#e01e5a;color:#e01e5a}
.button.primary.danger{background:#e01e5a;color:#fff}
.button[aria-busy],.button:disabled{opacity:.6}
.field{border:1px solid #868686;border-radius:4px;padding:4px 10px;background:#fff;min-height:32px;max-width:100%}
.actions .field,.accessory .field{min-width:180px;max-width:240px;min-height:28px;padding:2px 8px;font-size:13px}
.choices{border:0;margin:0;padding:0}
.choice{display:flex;gap:8px;align-items:flex-start;padding:2px 0}
.choice small{display:block}
.overflow{position:relative;display:inline-block}
.overflow summary{list-style:none;cursor:pointer}
.overflow>div{position:absolute;z-index:2;right:0;background:#fff;border:1px solid #ddd;border-radius:8px;padding:8px 0;min-width:160px;box-shadow:0 4px 12px #0002}
.overflow>div button{display:block;width:100%;border:0;background:none;text-align:left;padding:4px 16px}
.searched{position:relative;display:inline-flex;align-items:center}
.input .searched{display:flex}
.searched .chosen{display:inline-flex;gap:4px;margin-left:6px}
.chosen span{background:#e8f5fa;border-radius:4px;padding:2px 8px;font-size:13px}
.offers{position:absolute;z-index:2;background:#fff;border:1px solid #ddd;border-radius:8px;padding:8px 0;min-width:220px;box-shadow:0 4px 12px #0002}
.offers[hidden]{display:none}
.offers button{display:block;width:100%;border:0;background:none;text-align:left;padding:4px 16px}
.picture{display:inline-block;width:20px;height:20px;border-radius:4px;background:#dde3ea;flex:none}
.picture.large{display:grid;place-items:center;width:360px;max-width:100%;height:180px;border-radius:8px;color:#616061;font-size:13px}
.accessory .picture{width:88px;height:88px}
.attachment{border-left:4px solid #ddd;border-radius:2px;padding:2px 0 2px 12px;margin:4px 0;max-width:640px}
.attachment .title,.attachment .author{font-weight:700}
table.block{border-collapse:collapse;font-size:13px}
table.block th,table.block td{border:1px solid #ddd;padding:4px 10px;text-align:left}
hr{border:0;border-top:1px solid #e2e2e2;margin:8px 0;width:100%}
`;
