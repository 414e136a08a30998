import { ipcRenderer } from 'electron';

// All that this script does: it hands each port that the main process sends on to the page, which speaks the contract on
// it. The page gets no function and no object of Electron's.
ipcRenderer.on('andon.port', event => {
  window.postMessage({ type: 'andon.port' }, window.location.origin, event.ports);
});
