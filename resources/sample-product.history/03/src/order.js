/** The order of a list: the newest ticket comes first. */
export function orderTickets(tickets) {
  return [...tickets].sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));
}
