import { BrowserWindow, screen, type Session } from 'electron'

/** The one window: the whole screen, whatever a window manager thinks of kiosk mode (without one it is ignored). */
export function openWindow(locked: Session, preload: string): BrowserWindow {
  const { x, y, width, height } = screen.getPrimaryDisplay().bounds
  const window = new BrowserWindow({
    x,
    y,
    width,
    height,
    kiosk: true,
    frame: false,
    resizable: false,
    movable: false,
    minimizable: false,
    closable: false,
    backgroundColor: '#ffffff',
    title: 'Yimen',
    webPreferences: {
      session: locked,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
      plugins: false,
      spellcheck: false,
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  })
  window.setBounds({ x, y, width, height })
  // Alt+F4 and its like arrive as a close.
  window.on('close', (event) => event.preventDefault())
  return window
}
