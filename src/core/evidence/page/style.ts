/**
 * The page's own style. It stands alone and offline, so it carries the few tokens of the control room that it needs:
 * the same names and values, dark or light by the reader's system.
 */
const tokens = `
:root{color-scheme:light dark;
--font-ui:"Inter","Inter Variable",-apple-system,BlinkMacSystemFont,"Segoe UI",system-ui,"Helvetica Neue",Arial,sans-serif;
--font-mono:"JetBrains Mono","JetBrains Mono Variable",ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;
--over-region:#a3167f;--over-seam:#5563e0;--over-label:#17191e;--over-label-fg:#fff;
--bg-0:#f5f5f6;--bg-1:#fafafb;--bg-2:#fff;--bg-3:#ecedf0;--line-1:#e7e8eb;--line-2:#dadce1;--line-3:#b4b8c1;
--fg-1:#17191e;--fg-2:#454a54;--fg-3:#626772;--accent:#4450c8;
--ask:#855200;--ask-bg:#fdf3dc;--ask-line:#e8cb8a;--pass:#0b6b4b;--pass-bg:#e8f6f0;--pass-line:#aedcca;
--fail:#ad3612;--fail-bg:#fdeee8;--fail-line:#f0bfab;--flaky:#873d77;--flaky-bg:#f9edf6;--flaky-line:#e0bdd7;
--idle:#626772;--idle-bg:#f3f4f5;--idle-line:#dadce1;--add-bg:#eaf7f1;--add-fg:#0b6b4b;--del-bg:#fdf0eb;--del-fg:#ad3612}
@media (prefers-color-scheme:dark){:root{
--bg-0:#0c0d0f;--bg-1:#101113;--bg-2:#17181b;--bg-3:#1e2023;--line-1:#1f2124;--line-2:#2a2d31;--line-3:#42464d;
--fg-1:#eceef1;--fg-2:#b6bac2;--fg-3:#8d929c;--accent:#8b97ff;
--ask:#f0b13c;--ask-bg:#2a2010;--ask-line:#59441a;--pass:#45c096;--pass-bg:#11241d;--pass-line:#1f4a3a;
--fail:#f58058;--fail-bg:#2d1811;--fail-line:#63301d;--flaky:#d793c4;--flaky-bg:#281a25;--flaky-line:#53334b;
--idle:#8d929c;--idle-bg:#1b1d20;--idle-line:#2f3237;--add-bg:#11251d;--add-fg:#6fd3ae;--del-bg:#2a1712;--del-fg:#f79b7a}}`;

const frame = `
*{box-sizing:border-box}
body{margin:0;background:var(--bg-0);color:var(--fg-1);font:13px/1.45 var(--font-ui);-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
h1,h2,h3,h4,p,ul,ol,figure,pre{margin:0;padding:0}ul,ol{list-style:none}
code,pre,td,.mono{font-family:var(--font-mono);font-size:12px}
a{color:var(--accent);text-decoration:none}
.dim{color:var(--fg-3)}.far{margin-left:auto;white-space:nowrap;max-width:60%;overflow:hidden;text-overflow:ellipsis;flex:none}.plus{color:var(--add-fg)}.minus{color:var(--del-fg)}
header{background:var(--bg-2);border-bottom:1px solid var(--line-1);padding:20px 32px}
header .row{display:flex;gap:8px 12px;align-items:center;flex-wrap:wrap}
header .brand{color:var(--fg-3);font-weight:600}
h1{font-size:20px;line-height:1.25;font-weight:600;margin:6px 0 10px}
header dl{display:flex;flex-wrap:wrap;gap:4px 24px;margin:12px 0 0;color:var(--fg-3)}header dl div{display:flex;gap:6px;min-width:0}header dd{margin:0;color:var(--fg-2)}
.page{display:grid;grid-template-columns:minmax(0,1fr) 320px;gap:24px;max-width:1440px;margin:0 auto;padding:24px 32px 64px}
main{min-width:0}aside{min-width:0}
main>section{margin-bottom:32px}
h2{font-size:15px;font-weight:600;margin-bottom:8px}h3{font-size:13px;font-weight:600}h4{font-size:12px;font-weight:600}
.chip{display:inline-flex;align-items:center;border:1px solid var(--idle-line);background:var(--idle-bg);color:var(--idle);border-radius:5px;padding:1px 8px;font-size:12px;font-weight:500;white-space:nowrap}
.chip.pass{color:var(--pass);background:var(--pass-bg);border-color:var(--pass-line)}
.chip.fail{color:var(--fail);background:var(--fail-bg);border-color:var(--fail-line)}
.chip.ask{color:var(--ask);background:var(--ask-bg);border-color:var(--ask-line)}
.chip.flaky{color:var(--flaky);background:var(--flaky-bg);border-color:var(--flaky-line)}
.card{background:var(--bg-2);border:1px solid var(--line-2);border-radius:7px;padding:16px;margin-bottom:12px;min-width:0}
.card>header,.line{display:flex;gap:8px;align-items:baseline;flex-wrap:wrap}
.card>header{background:none;border:0;padding:0;margin-bottom:4px}
details>summary{cursor:pointer;list-style-position:inside}
summary:focus-visible,input:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
pre{background:var(--bg-1);border:1px solid var(--line-1);border-radius:5px;padding:10px 12px;overflow:auto;max-height:420px;white-space:pre-wrap;overflow-wrap:anywhere;margin-top:6px}
.empty{color:var(--fg-3)}`;

const parts = `
.assertions{margin:8px 0 0;border-top:1px solid var(--line-1)}
.assertions li{display:grid;grid-template-columns:minmax(0,1fr) 90px 90px;gap:8px;padding:5px 0;border-bottom:1px solid var(--line-1)}
.assertions .head{color:var(--fg-3);font-size:11px}
.ok{color:var(--pass)}.no{color:var(--fail)}.none{color:var(--fg-3)}
.checkpoint{margin-top:16px}.checkpoint>h4,.checkpoint>summary h4{display:inline-block;margin-right:8px}.checkpoint>p{margin:2px 0 8px}
.checkpoint.same .pic{max-width:480px;margin-top:8px}
.pair{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:16px;align-items:start}
.layers{position:relative;border-radius:5px;overflow:hidden;border:1px solid var(--line-2);isolation:isolate}
.pic{width:100%;background-size:100% 100%;background-repeat:no-repeat;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.checkpoint>.pic,figure .pic,.same .pic{border:1px solid var(--line-2);border-radius:5px}
.slider .over{position:absolute;inset:0;clip-path:inset(0 0 0 50%)}
.slider .seam{position:absolute;top:0;bottom:0;left:50%;width:2px;margin-left:-1px;background:var(--over-seam)}
.slider input{width:100%;height:16px;margin:4px 0 0;appearance:none;background:linear-gradient(var(--line-3),var(--line-3)) center/100% 3px no-repeat;cursor:ew-resize}
.slider input::-webkit-slider-thumb{appearance:none;width:14px;height:14px;border-radius:50%;background:var(--over-seam)}
.slider input::-moz-range-thumb{width:14px;height:14px;border:0;border-radius:50%;background:var(--over-seam)}
.tag{position:absolute;bottom:8px;background:var(--over-label);color:var(--over-label-fg);border-radius:3px;padding:1px 7px;font-size:11px;font-weight:600}
.tag.left{left:8px}.tag.right{right:8px}
.stack{display:grid;gap:8px}.strip{display:grid;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));gap:12px;margin-top:8px}figcaption{color:var(--fg-3);font-size:11px;margin-top:2px}
.difference .layers{background:#000}.difference .dimmed{opacity:.28;filter:grayscale(1)}
.difference .layers>.pic{position:relative}.difference .layers>.dimmed+.pic{position:absolute;inset:0}.difference .layers>.blank+.pic{position:relative}.difference .blank{display:none}
.layers svg{position:absolute;inset:0;width:100%;height:100%;pointer-events:none}
.layers .region{fill:none;stroke:var(--over-region);stroke-width:3}.layers .label{fill:var(--over-region)}
.layers text{fill:#fff;font:600 17px var(--font-ui);text-anchor:middle}
.regions{margin-top:8px}.regions li{display:flex;gap:8px;padding:3px 0}
.number{background:var(--over-region);color:#fff;border-radius:3px;min-width:20px;text-align:center;font-size:11px;line-height:18px;height:18px}
.journal{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:16px;margin-top:8px}
.journal li{display:grid;grid-template-columns:auto auto minmax(0,1fr) auto;gap:10px;padding:3px 8px;border:1px solid transparent;border-radius:5px;font-family:var(--font-mono);font-size:12px}
.journal .missing{background:var(--del-bg);color:var(--del-fg)}.journal .added{background:var(--add-bg);color:var(--add-fg)}
.journal li span:nth-child(1){min-width:36px}.journal li span:nth-child(-n+2){overflow-wrap:normal;max-width:220px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.journal .body{opacity:.75}.journal .far{max-width:none}
.rows li{display:flex;gap:8px;padding:4px 0;border-bottom:1px solid var(--line-1)}.rows li:last-child{border-bottom:0}
.fold{margin-top:10px}
.files{margin:8px 0}.files li{display:flex;gap:10px;padding:2px 0}
.patch{background:var(--bg-2);border:1px solid var(--line-2);border-radius:7px;margin-top:8px;overflow:hidden}
.patch summary{padding:8px 12px;background:var(--bg-3)}
.patch table{border-collapse:collapse;width:100%}.patch td{padding:0 8px;vertical-align:top;line-height:18px}
.patch td:nth-child(-n+2){color:var(--fg-3);text-align:right;width:1%;user-select:none;min-width:40px}
.patch td:last-child{white-space:pre-wrap;overflow-wrap:anywhere}
.patch .add{background:var(--add-bg)}.patch .add td:last-child{color:var(--add-fg)}
.patch .del{background:var(--del-bg)}.patch .del td:last-child{color:var(--del-fg)}.patch .hunk td{color:var(--fg-3)}
aside h2{margin:0 0 6px}aside h3{color:var(--fg-3);font-weight:500;margin:12px 0 2px}
aside .gate{padding:5px 0;display:grid;grid-template-columns:16px minmax(0,1fr) auto;gap:6px}
aside .gate p{color:var(--fg-3)}
.claims{border:1px dashed var(--line-3);border-radius:7px;padding:12px 16px;margin-bottom:12px;color:var(--fg-2);background:none}
aside h2{font-size:13px}.claims h2{color:var(--fg-3);font-weight:500}.claims li,.plain li{padding:2px 0}
footer{color:var(--fg-3);max-width:1440px;margin:0 auto;padding:0 32px 40px}
@media (max-width:1000px){.page{grid-template-columns:minmax(0,1fr);padding:16px}header{padding:16px}.pair,.journal{grid-template-columns:minmax(0,1fr)}}
@media print{.page{display:block}details>*{display:block}input{display:none}pre{max-height:none}}`;

export const pageStyle = tokens + frame + parts;
