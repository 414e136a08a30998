/** Whether a Docker engine answers here: asked directly, or through the docker command where it is somewhere else. */
export function engineAnswers(): Promise<boolean>;
