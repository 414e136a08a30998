import { LogLevel, WebClient } from '@slack/web-api';

/** The support channel. */
export function createSlack({ apiUrl, token, channel, channelName }) {
  const client = new WebClient(token, { slackApiUrl: apiUrl, logLevel: LogLevel.ERROR, retryConfig: { retries: 1 } });
  return {
    channelName,
    async post(text) {
      const answer = await client.chat.postMessage({ channel, text });
      return answer.ts;
    },
  };
}
