import { randomBytes } from 'node:crypto';

const COOKIE = 'relay_session';

/** Who is signed in, by a random cookie. Sessions end when the server stops. */
export function createSessions() {
  const people = new Map();
  return {
    person(request) {
      return people.get(readCookie(request)) ?? null;
    },
    open(response, person) {
      const key = randomBytes(24).toString('base64url');
      people.set(key, person);
      response.setHeader('set-cookie', `${COOKIE}=${key}; Path=/; HttpOnly; SameSite=Lax`);
    },
    close(request, response) {
      people.delete(readCookie(request));
      response.setHeader('set-cookie', `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`);
    },
  };
}

function readCookie(request) {
  const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}
