/** JSON values sent to the host, one a line, for as long as it listens. */
export interface LineStream {
  write(value: unknown): void;
  end(): void;
  onClose(listen: () => void): void;
}
