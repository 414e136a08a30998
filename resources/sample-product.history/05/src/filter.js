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
  return filter.status !== null || filter.assignee !== null;
}

/** The tickets that match. */
export function filterTickets(tickets, filter) {
  return tickets.filter(ticket => {
    if (filter.status !== null && ticket.status !== filter.status) return false;
    if (filter.assignee !== null && ticket.assignee !== filter.assignee) return false;
    return true;
  });
}
