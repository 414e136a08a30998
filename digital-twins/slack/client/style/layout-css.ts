export const layoutCss = `
*{box-sizing:border-box}
html{color-scheme:light}
body{margin:0;font:15px/22px Lato,"Helvetica Neue",Helvetica,"Liberation Sans",Arial,sans-serif;color:#1d1c1d;background:#4a154b;caret-color:#1d1c1d}
/* Shown in one go: what is painted in pieces as it arrives differs by a shade at its seams. */
#client:not(.ready){visibility:hidden}
#client{height:100vh;display:grid;grid-template:40px minmax(0,1fr)/70px 260px minmax(0,1fr) auto;grid-template-areas:"top top top top" "rail nav main aside"}
button,select,input,textarea{font:inherit;color:inherit}
button{cursor:pointer}
a{color:#1264a3;text-decoration:none}
small{font-size:12px;line-height:18px;color:#616061}
.icon{vertical-align:-2px;flex:none}
.top{grid-area:top;color:#e6dbe6;display:flex;align-items:center;justify-content:center;gap:24px;font-size:13px;position:relative}
.top>span{background:#6d456e;border-radius:6px;padding:3px 12px;width:44%;white-space:nowrap}
.switch{position:absolute;right:16px;font-size:12px}
.switch select{background:#6d456e;color:#fff;border:0;border-radius:6px;padding:3px 6px}
.rail{grid-area:rail;display:flex;flex-direction:column;align-items:center;gap:14px;color:#e6dbe6;padding-top:4px}
.rail b{width:36px;height:36px;border-radius:8px;background:#fff;color:#4a154b;display:grid;place-items:center;font-size:20px}
.rail a,.rail summary{color:inherit;display:flex;flex-direction:column;align-items:center;gap:2px;list-style:none;cursor:pointer}
.rail small{color:inherit;font-size:11px;font-weight:700}
nav{grid-area:nav;background:#5d2c5e;color:#e0cfe0;border-radius:6px 0 0 0;display:flex;flex-direction:column;min-height:0;border-right:1px solid #6f4370}
nav h1{color:#fff;font-size:18px;font-weight:900;margin:0;padding:11px 16px;line-height:26px}
nav .scroll{overflow:auto;flex:1;padding-bottom:16px}
nav h2{font-size:14px;font-weight:400;margin:14px 16px 2px;color:#d3bfd4}
nav a{display:flex;gap:8px;align-items:center;margin:0 8px;padding:0 8px;height:28px;border-radius:6px;color:inherit;overflow:hidden;white-space:nowrap}
nav a .sign{width:20px;text-align:center;flex:none}
nav a[aria-current]{background:#f9edff;color:#39063a}
nav a:hover:not([aria-current]){background:#724673}
nav a.outside{opacity:.65}
nav .gone{color:inherit;opacity:.7;margin-left:auto}
nav .me{display:flex;gap:10px;align-items:center;padding:10px 16px;border-top:1px solid #724673;color:#fff;font-weight:700}
main{grid-area:main;background:#fff;display:grid;grid-template-rows:auto auto minmax(0,1fr) auto;min-width:0;min-height:0}
main>header{grid-row:1;padding:10px 20px;border-bottom:1px solid #e2e2e2;display:flex;align-items:baseline;gap:14px;height:49px;overflow:hidden;white-space:nowrap}
main>header h2{font-size:18px;font-weight:900;margin:0}
main>header p{margin:0;color:#616061;font-size:13px;overflow:hidden;text-overflow:ellipsis}
main>section{grid-row:3}
main>footer{grid-row:4}
main.alone{display:block;min-height:100vh;padding:64px;text-align:center}
main.apps{text-align:left}
main.apps form{display:inline}
.tabs{grid-row:2;display:flex;gap:20px;padding:0 20px;border-bottom:1px solid #e2e2e2}
.tabs a{padding:8px 0;color:#616061;font-weight:700;font-size:13px;border-bottom:2px solid transparent}
.tabs a[aria-current]{color:#1d1c1d;border-color:#4a154b}
aside{grid-area:aside;background:#fff;border-left:1px solid #e2e2e2;width:400px;display:grid;grid-template-rows:auto minmax(0,1fr) auto;min-height:0}
aside>header{display:flex;align-items:baseline;gap:10px;height:49px;padding:10px 16px;border-bottom:1px solid #e2e2e2}
aside>header h2{font-size:18px;font-weight:900;margin:0}
aside>header span{color:#616061;font-size:13px}
.close{margin-left:auto;background:none;border:0;color:#616061;padding:4px;border-radius:4px}
.messages{overflow:auto;display:flex;flex-direction:column-reverse;padding-bottom:12px}
aside .messages{flex-direction:column}
.homepage{overflow:auto;padding:20px 32px;max-width:900px}
.none{text-align:center;color:#616061;padding:24px}
.composer{margin:0 20px 20px}
.composer form{border:1px solid #bbb;border-radius:8px;padding:8px 12px;background:#fff}
.composer form:focus-within{border-color:#868686}
.composer textarea{display:block;width:100%;border:0;outline:0;resize:none;padding:2px 0;min-height:26px;line-height:22px;field-sizing:content;max-height:200px;background:transparent}
.composer ::placeholder{color:#868686}
.composer .bar{display:flex;justify-content:space-between}
.composer .also{display:block;font-size:13px;color:#616061;margin:4px 0}
.send{border:0;border-radius:4px;background:#007a5a;color:#fff;width:32px;height:26px;padding:0}
footer.closed{margin:0 20px 20px;padding:16px;border:1px solid #ddd;border-radius:8px;background:#f8f8f8;display:flex;flex-direction:column;align-items:center;gap:8px}
`;
