export const modalCss = `
.veil{position:fixed;z-index:10;inset:0;background:#0009;display:grid;place-items:center}
.modal{background:#fff;border-radius:8px;width:520px;max-width:94vw;max-height:90vh;display:flex;flex-direction:column}
.modal>header{display:flex;align-items:center;gap:10px;padding:18px 24px 14px}
.modal>header h2{margin:0;font-size:22px;font-weight:900;line-height:28px}
.modal .fieldsets{padding:4px 24px 16px;overflow:auto}
.modal>footer{display:flex;justify-content:flex-end;gap:12px;padding:14px 24px 20px}
.modal>footer .button{height:36px;line-height:34px;padding:0 14px;font-size:15px}
.modal.small{width:440px}
.modal .trouble{margin:0 24px 8px;background:#fdecef;border-radius:4px;padding:8px 12px}
.block.input{margin:0 0 18px}
.block.input>.label{font-weight:700;margin-bottom:6px}
.block.input>.label small{font-weight:400}
.block.input .field{display:block;width:100%}
.block.input .hint{color:#616061;font-size:13px;margin:4px 0 0}
`;
