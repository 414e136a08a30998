/** Which tickets a list shows, from the address of the page: `?status=open`, `?assignee=me`. */
export function readFilter(searchParams, person) {
  const assignee = searchParams.get('assignee');
  return {
    status: searchParams.get('status'),
    assignee: assignee === 'me' ? person.name : assignee,
  };
}

/** True when the list shows fewer tickets than there are. */
export function isFiltered(filter) {
  return Boolean(filter.status || filter.assignee);
}

/** The tickets that match; an empty choice ("Any status") matches every ticket. */
export function filterTickets(tickets, filter) {
  return tickets.filter(ticket => {
    if (filter.status && ticket.status !== filter.status) return false;
    if (filter.assignee && ticket.assignee !== filter.assignee) return false;
    return true;
  });
}
