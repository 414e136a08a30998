/** A small value kept between starts, where the browser lets us; where it does not, it is forgotten and nothing breaks. */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(`andon.${key}`);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(`andon.${key}`, value);
  } catch {
    // Private windows and full disks: the choice holds until the window closes.
  }
}
