/** What notices other than those about depths are about, in the words of a harbour office. */

export interface Matter {
  /** As in a title: `crane 2 out of use`. */
  title: string;
  /** One or two sentences about the matter at a quay, without its time. */
  body: (quay: string) => string;
}

export const matters: readonly Matter[] = [
  {
    title: 'crane out of use',
    body: (quay) =>
      `The travelling crane at ${quay} is out of use for repairs to its slewing ring. Vessels are to work with their own gear.`,
  },
  {
    title: 'fenders damaged',
    body: (quay) =>
      `Two fenders at ${quay} were torn away. Vessels berthing there are to bring their own floating fenders.`,
  },
  {
    title: 'paving works',
    body: (quay) =>
      `The apron of ${quay} is being paved anew. The middle forty metres of the face are closed to mooring and to vehicles.`,
  },
  {
    title: 'diving work',
    body: (quay) =>
      `Divers are examining the piles of ${quay}. Main engines are not to be turned within fifty metres of them.`,
  },
  {
    title: 'bollards out of use',
    body: (quay) =>
      `The three bollards at the seaward end of ${quay} have been found cracked and are not to be used.`,
  },
  {
    title: 'berthing port side to only',
    body: (quay) => `Vessels are to lie port side to at ${quay} because of the scaffolding on the shed.`,
  },
  {
    title: 'no bunkering',
    body: (quay) => `No fuel is to be taken at ${quay} while the drains of the apron are opened up.`,
  },
  {
    title: 'fresh water cut off',
    body: (quay) =>
      `The fresh water main to ${quay} has failed. Water is to be ordered by barge through the harbour office.`,
  },
  {
    title: 'slow speed',
    body: (quay) =>
      `All vessels are to pass ${quay} at no more than three knots, a pontoon being moored outside the berth.`,
  },
  {
    title: 'length limited',
    body: (quay) =>
      `While the corner of ${quay} is being underpinned, vessels of more than 110 metres are not admitted there.`,
  },
  {
    title: 'night berthing suspended',
    body: (quay) =>
      `The lamp standards of ${quay} are being replaced. No vessel is to berth or sail there between sunset and sunrise.`,
  },
  {
    title: 'weight on the apron limited',
    body: (quay) =>
      `A void was found under the apron of ${quay}. No vehicle above twelve tonnes is to stand within eight metres of the edge.`,
  },
  {
    title: 'double banking forbidden',
    body: (quay) =>
      `Vessels are not to lie abreast of one another at ${quay} while the dredging pipeline is afloat.`,
  },
  {
    title: 'tugs compulsory',
    body: (quay) =>
      `The stream at the mouth of the dock being stronger than usual, two tugs are to be taken by every vessel berthing at ${quay}.`,
  },
];

export const plainMatters: readonly Matter[] = [
  {
    title: 'outer light',
    body: () =>
      'The outer leading light was found extinguished and has been lit again. Mariners are thanked for their reports.',
  },
  {
    title: 'buoy 4 off station',
    body: () =>
      'Buoy 4 in the approach channel has dragged about two cables to the north-east and will be lifted when the weather allows.',
  },
  {
    title: 'regatta',
    body: () =>
      'The rowing club holds its regatta in the basin. Vessels will be called in between the heats.',
  },
  {
    title: 'gunnery practice',
    body: () =>
      'Gunnery practice takes place in the outer area between 09:00 and 16:00. Red flags will be shown from the battery.',
  },
  {
    title: 'drifting timber',
    body: () =>
      'Baulks of timber have been seen adrift off the roads after the gale. A good lookout is to be kept.',
  },
  {
    title: 'survey launch at work',
    body: () =>
      'The survey launch works in the approach this week with her sounding gear out and is to be given a wide berth.',
  },
  {
    title: 'radio channel',
    body: () =>
      'The harbour office keeps watch on channel 12 as before; channel 14 is given up by the pilots.',
  },
  {
    title: 'seasonal ferry',
    body: () => 'The summer ferry lands at the old steps and crosses the fairway on every hour.',
  },
  {
    title: 'anchorage',
    body: () => 'The southern half of the anchorage is kept free for vessels waiting for a pilot.',
  },
  {
    title: 'fog signal',
    body: () => 'The fog signal at the pier head is being overhauled; a bell is sounded by hand meanwhile.',
  },
];
