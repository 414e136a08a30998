/** The fuses of Electron that a packaged Andon is built with, by the names of `@electron/fuses`; the packager reads them here. */
export const fuses = {
  /** Our program must not be a Node for whoever sets a variable. */
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  /** The pages come over our own scheme; files have no rights of their own. */
  GrantFileProtocolExtraPrivileges: false,
} as const;
