const PATIENCE_MS = 3000;

/** The knowledge base. */
export function createArticles(url) {
  return {
    /** Articles that may answer a ticket: `[{ title, url }]`, best first; null when the knowledge base does not answer. */
    async suggest(title) {
      try {
        const answer = await fetch(`${url}/search?q=${title}`, { signal: AbortSignal.timeout(PATIENCE_MS) });
        if (!answer.ok) return null;
        const { articles } = await answer.json();
        return articles.slice(0, 3);
      } catch {
        return null;
      }
    },
  };
}
