/** The rank of a new issue, after all that have lower numbers, with room between. */
export function rankOf(number: number): string {
  return `0|${(number * 8).toString(36).padStart(8, '0')}:`;
}
