// Puts parts of the system in place: node scripts/system.mjs [git] [chromium] [bubblewrap] [docker]. On Debian, as root.
import { SetupError, say } from './setup/say.mjs';
import { canInstall, installParts, startEngine } from './setup/system.mjs';

const wanted = process.argv.slice(2);
const known = ['git', 'chromium', 'bubblewrap', 'docker'];

try {
  const unknown = wanted.filter(name => !known.includes(name));
  if (unknown.length > 0) throw new SetupError(`There is no part "${unknown[0]}".`, `The parts are: ${known.join(', ')}.`);
  if (!canInstall())
    throw new SetupError('This is not Debian, or you are not root.', '`andon doctor` names the command for each part.');
  await installParts(wanted);
  if (wanted.includes('docker') && !(await startEngine())) process.exitCode = 3;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  if (error.hint !== undefined) say(error.hint);
  process.exitCode = 3;
}
