import { app, type Session, session, type WebContents } from 'electron';

/** Everything that a page might ask for beyond showing the room: none of it is granted, whatever page it is. */
export function refuseEverything(): void {
  app.on('web-contents-created', (_event, contents) => keepInPlace(contents));
  app.on('session-created', refusePermissions);
  void app.whenReady().then(() => refusePermissions(session.defaultSession));
}

/** No leaving the page, no new windows, no web views. */
function keepInPlace(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }) => event.preventDefault();
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function refusePermissions(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.on('will-download', event => event.preventDefault());
}
