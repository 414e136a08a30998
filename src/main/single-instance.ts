import { app } from 'electron';

/** False when Andon runs already: then that one is shown and this one ends. `onSecond` is called when another one was tried. */
export function isFirstInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', onSecond);
  return true;
}
