export const messageCss = `
article{position:relative;display:grid;grid-template-columns:36px minmax(0,1fr);gap:8px;padding:8px 20px}
aside article{padding:8px 16px}
article:hover{background:#f8f8f8}
article.target{background:#fef9ed}
article.ephemeral{background:#f8f8f8}
.only{font-size:12px;color:#616061}
.face{border-radius:7px;color:#fff;font-weight:700;display:inline-grid;place-items:center;flex:none;line-height:1}
.from{font-weight:900}
.app{background:#e8e8e8;color:#616061;font-size:10px;font-weight:700;border-radius:3px;padding:1px 4px;margin-left:4px;vertical-align:1px}
time{color:#616061;font-size:12px;margin-left:8px}
.text{overflow-wrap:anywhere;white-space:pre-wrap}
.text code{background:#f4f4f4;border:1px solid #ddd;border-radius:3px;color:#c01343;font:12px "Liberation Mono","DejaVu Sans Mono",monospace;padding:2px 3px 1px}
pre{background:#f8f8f8;border:1px solid #ddd;border-radius:4px;font:12px/18px "Liberation Mono","DejaVu Sans Mono",monospace;padding:8px;margin:4px 0;white-space:pre-wrap;overflow-wrap:anywhere}
blockquote{margin:4px 0;padding-left:12px;border-left:4px solid #ddd}
ul,ol{margin:0;padding-left:26px;white-space:normal}
.indent-1{margin-left:26px}.indent-2{margin-left:52px}.indent-3{margin-left:78px}
.mention{background:#e8f5fa;border-radius:3px;padding:0 2px;color:#1264a3}
.mention.me{background:#faf3d1}
.emoji{width:20px;height:20px;vertical-align:-4px}
.reaction .emoji{width:15px;height:15px;vertical-align:-3px}
.system .text,.edited,.broadcast{color:#616061}
.edited,.broadcast{font-size:12px}
.reactions{display:flex;flex-wrap:wrap;gap:4px;margin-top:4px}
.reaction{background:#f0f0f0;border:0;border-radius:10px;padding:2px 9px;min-width:42px;height:24px;text-align:left;font-size:12px;line-height:20px}
.reaction[aria-pressed=true]{background:#e8f5fa;box-shadow:inset 0 0 0 1px #1264a3}
.replies{display:inline-flex;gap:8px;align-items:baseline;font-size:13px;font-weight:700;margin-top:4px}
.replies small{font-weight:400}
.count{display:flex;align-items:center;gap:8px;color:#616061;font-size:13px;padding:4px 16px}
.count::after{content:"";flex:1;border-top:1px solid #e2e2e2}
.day{display:flex;align-items:center;gap:12px;padding:12px 20px 8px;font-size:13px;font-weight:700}
.day::before,.day::after{content:"";flex:1;border-top:1px solid #e2e2e2}
.earlier{display:block;text-align:center;padding:12px}
.file{display:inline-flex;gap:10px;align-items:center;border:1px solid #ddd;border-radius:8px;padding:8px 14px 8px 10px;margin-top:6px;min-width:240px;color:#1264a3}
.file strong,.file small{display:block;color:#1d1c1d}
.file small{color:#616061}
.tools{position:absolute;top:-14px;right:20px;display:flex;background:#fff;border:1px solid #ddd;border-radius:8px;padding:2px;opacity:0}
article:hover .tools,.tools:focus-within,.tools:has([open]){opacity:1}
.tools a,.tools summary{display:grid;place-items:center;width:30px;height:28px;border-radius:4px;color:#616061;cursor:pointer;list-style:none}
.tools a:hover,.tools summary:hover{background:#f0f0f0}
.picker{position:relative}
.menu{position:absolute;z-index:3;right:0;top:32px;background:#fff;border:1px solid #ddd;border-radius:8px;padding:8px 0;min-width:200px;box-shadow:0 4px 12px #0002;display:flex;flex-direction:column}
.menu button{border:0;background:none;text-align:left;padding:4px 20px;color:#1d1c1d}
.menu button small{display:block}
.menu button:hover{background:#1264a3;color:#fff}
.menu.emojis{flex-direction:row;flex-wrap:wrap;width:196px;min-width:0;padding:8px}
.menu.emojis button{padding:6px;border-radius:4px;line-height:20px}
.menu.emojis button:hover{background:#eee}
.rail-menu .menu{left:56px;right:auto;top:0}
.problem{color:#c01343;font-size:13px;margin:4px 0 0}
.problem::before{content:"!";display:inline-grid;place-items:center;width:15px;height:15px;border-radius:50%;background:#c01343;color:#fff;font-size:11px;font-weight:700;margin-right:6px}
.editing{margin-top:4px}
.editing textarea{width:100%;border:1px solid #868686;border-radius:8px;padding:8px}
`;
