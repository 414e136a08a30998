import './no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/tokens.css';
import './ui/fonts.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/states.css';
import { App } from './app/app.tsx';
import { chooseDial } from './app/choose-dial.ts';
import { createRoomLink, RoomProvider } from './client/control-room.tsx';
import { applyTheme, keptTheme } from './client/theme.ts';
import { listenForKeys } from './ui/keys/use-keys.ts';

applyTheme(keptTheme());
listenForKeys();
const link = createRoomLink(chooseDial());
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <RoomProvider link={link}>
      <App />
    </RoomProvider>
  </StrictMode>,
);
