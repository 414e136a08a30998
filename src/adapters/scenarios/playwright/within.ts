/** What a page has to answer in time. A page that keeps its renderer busy answers nothing, and most questions to it have no limit of their own. */
export async function within<Answer>(limitMs: number, answer: Promise<Answer>, silence: string): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(silence)), limitMs);
  });
  // When the limit is first, nobody listens to the answer any more, and it may still fail.
  answer.catch(() => {});
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const silentPage = 'the page does not answer any more';
