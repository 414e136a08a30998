/** A place where keys act; `anywhere` acts in all of them. */
export type KeyPlace = 'anywhere' | 'board' | 'run' | 'review' | 'stations' | 'packet';

type KeyEntry = { readonly place: KeyPlace; readonly text: string; readonly chords: readonly string[] };

/**
 * Every key of the control room, in one table: what acts and what `?` shows. A chord of two parts is pressed one after the
 * other. Single keys act only outside text fields and terminals.
 */
export const keyMap = {
  palette: { place: 'anywhere', text: 'Go to, or do', chords: ['mod+k'] },
  nextForMe: { place: 'anywhere', text: 'Next that needs me', chords: ['mod+j'] },
  newPacket: { place: 'anywhere', text: 'New packet', chords: ['c'] },
  goBoard: { place: 'anywhere', text: 'Go to the board', chords: ['g b'] },
  goRuns: { place: 'anywhere', text: 'Go to the runs', chords: ['g r'] },
  goStations: { place: 'anywhere', text: 'Go to the stations', chords: ['g s'] },
  goLines: { place: 'anywhere', text: 'Go to the lines', chords: ['g l'] },
  foldRail: { place: 'anywhere', text: 'Fold the rail', chords: ['['] },
  cord: { place: 'anywhere', text: 'Pull or release the cord', chords: ['shift+mod+.'] },
  allKeys: { place: 'anywhere', text: 'All keys', chords: ['?'] },
  out: { place: 'anywhere', text: 'Out', chords: ['esc'] },
  boardLeft: { place: 'board', text: 'Column to the left', chords: ['left', 'h'] },
  boardRight: { place: 'board', text: 'Column to the right', chords: ['right', 'l'] },
  boardUp: { place: 'board', text: 'Card above', chords: ['up', 'k'] },
  boardDown: { place: 'board', text: 'Card below', chords: ['down', 'j'] },
  boardAnswer: { place: 'board', text: 'Answer the question', chords: ['1', '2', '3', '4', '5', '6', '7', '8', '9'] },
  boardReply: { place: 'board', text: 'Answer in words', chords: ['r'] },
  boardOpen: { place: 'board', text: "Do the column's verb", chords: ['enter'] },
  boardFilter: { place: 'board', text: 'Filter', chords: ['f'] },
  runNext: { place: 'run', text: 'Next run', chords: ['j'] },
  runPrevious: { place: 'run', text: 'Previous run', chords: ['k'] },
  runFold: { place: 'run', text: 'Open or fold all', chords: ['o'] },
  runTerminal: { place: 'run', text: 'Into or out of the terminal', chords: ['ctrl+`', 'mod+`'] },
  runDecide: { place: 'run', text: 'Look at the evidence', chords: ['enter'] },
  reviewNext: { place: 'review', text: 'Next scenario', chords: ['j'] },
  reviewPrevious: { place: 'review', text: 'Previous scenario', chords: ['k'] },
  reviewCheckpoint: { place: 'review', text: 'Next checkpoint', chords: ['right'] },
  reviewCheckpointBack: { place: 'review', text: 'Previous checkpoint', chords: ['left'] },
  reviewRegion: { place: 'review', text: 'Next changed region', chords: ['n'] },
  reviewFlip: { place: 'review', text: 'Before, after', chords: ['space'] },
  reviewMode: { place: 'review', text: 'Way of comparing', chords: ['m'] },
  reviewZoomIn: { place: 'review', text: 'Closer', chords: ['+', '='] },
  reviewZoomOut: { place: 'review', text: 'Further', chords: ['-'] },
  reviewZoomFit: { place: 'review', text: 'Whole picture', chords: ['0'] },
  reviewDiff: { place: 'review', text: 'To the code', chords: ['d'] },
  reviewViewed: { place: 'review', text: 'Next picture not seen', chords: ['v'] },
  reviewApprove: { place: 'review', text: 'Approve', chords: ['a'] },
  reviewSendBack: { place: 'review', text: 'Send back with a note', chords: ['s'] },
  reviewReject: { place: 'review', text: 'Reject with a note', chords: ['r'] },
  stationPane: {
    place: 'stations',
    text: 'Go to a pane',
    chords: ['mod+1', 'mod+2', 'mod+3', 'mod+4', 'mod+5', 'mod+6', 'mod+7', 'mod+8'],
  },
  stationFull: { place: 'stations', text: 'One pane, or all', chords: ['mod+enter'] },
  packetMissing: { place: 'packet', text: 'To the first that is missing', chords: ['f8'] },
  packetQueue: { place: 'packet', text: 'Queue', chords: ['mod+enter'] },
} as const satisfies Record<string, KeyEntry>;

export type KeyCommand = keyof typeof keyMap;

/** The commands that a chord, or a sequence of two, stands for. */
export function commandsOf(chord: string): KeyCommand[] {
  return (Object.keys(keyMap) as KeyCommand[]).filter(command => (keyMap[command].chords as readonly string[]).includes(chord));
}

/** Whether a chord is the first half of a sequence. */
export function isPrefix(chord: string): boolean {
  return Object.values(keyMap).some(entry => entry.chords.some(known => known.startsWith(`${chord} `)));
}
