/** The order of a list: what was touched last comes first. */
export function orderTickets(tickets) {
  return [...tickets].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt) || b.id.localeCompare(a.id));
}
