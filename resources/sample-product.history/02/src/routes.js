/** What people who are signed in can do: `[method, path, handle(request, response, context, argument)]`. */
export const routes = [];
