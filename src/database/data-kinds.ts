// SPDX-License-Identifier: EUPL-1.2

/** `open`: facts that anyone may know. `working`: how the network and its bot work. `reference`: beside that, a person's id and nothing else of them. `personal`: about a person. `sensitive`: that can reveal their health or belief. */
export type DataClass = 'open' | 'working' | 'reference' | 'personal' | 'sensitive'

export interface Kind {
  readonly class: DataClass
  readonly purpose: string
  readonly whoSees: string
  readonly kept: string
  /** What becomes of it when a person asks to be forgotten. */
  readonly forgetMe: string
  /** Whether it goes along when records are transferred to an archive. */
  readonly archive: string
}

export type KindName = keyof typeof kinds

/** The kinds of data, as the register of processing names them. Terms are proposals to the controller. */
export const kinds = {
  network: {
    class: 'open',
    purpose: 'know the network: its municipalities, members, agenda, pillars, themes and committees',
    whoSees: 'everyone',
    kept: 'as long as the network exists; what ended keeps its dates',
    forgetMe: 'holds no personal data',
    archive: 'yes, with the agenda period',
  },
  person: {
    class: 'personal',
    purpose: 'know who acts',
    whoSees: 'members, without the e-mail address; the secretariat; the contact officer of the own municipality',
    kept: 'membership and one year',
    forgetMe: 'emptied; the row stays as "voormalig wethouder, Dronten"',
    archive: 'as the one who acted, in records',
  },
  account: {
    class: 'personal',
    purpose: 'know who speaks, and deliver to them',
    whoSees: 'nobody; which accounts someone has: the secretariat',
    kept: 'as long as linked, and thirty days after leaving',
    forgetMe: 'deleted',
    archive: 'no',
  },
  office: {
    class: 'personal',
    purpose: 'rights and history: who had which function, role and seat, with which official, and when',
    whoSees: 'members',
    kept: 'the council term and one year, then as a record',
    forgetMe: 'keeps role, municipality and dates; an official named in text is emptied',
    archive: 'yes',
  },
  groupReport: {
    class: 'personal',
    purpose: 'know what came of a theme group, and who says so',
    whoSees: 'members',
    kept: 'as a record',
    forgetMe: 'stays; the reference to who wrote it leads to an emptied person',
    archive: 'yes',
  },
  request: {
    class: 'personal',
    purpose: 'decide what is asked, and account for it',
    whoSees: 'the parties and the secretariat',
    kept: 'as a record',
    forgetMe: 'stays; the name is frozen in the text as it was sent, the reference leads to an emptied person',
    archive: 'yes',
  },
  lobby: {
    class: 'personal',
    purpose: 'bring what municipalities run into to whoever can change it, and account for it',
    whoSees:
      'members; a draft its proposer; what is not approved yet or is confidential, also the secretariat and who lead the pillar',
    kept: 'as a record; a draft until it is proposed or withdrawn',
    forgetMe:
      'stays as of the municipality, the reference leads to an emptied person; drafts are deleted, and who was offered as a speaker is named no more',
    archive: 'yes, with restricted use while confidential',
  },
  vote: {
    class: 'personal',
    purpose: 'know what municipalities find most important, and who gave it for them',
    whoSees: 'the own municipality; once the round is closed, how often each score was given: members',
    kept: 'as a record',
    forgetMe: 'stays as of the municipality, the reference leads to an emptied person',
    archive: 'yes',
  },
  bottleneck: {
    class: 'personal',
    purpose: 'share what municipalities run into, and see what plays in several',
    whoSees: 'members',
    kept: 'as a record',
    forgetMe: 'stays as of the municipality, the reference leads to an emptied person',
    archive: 'yes',
  },
  contact: {
    class: 'personal',
    purpose: 'know with whom a lobby point was talked about, and what came of it',
    whoSees: "the secretariat, the pillar's chair, the proposer and who speaks for the proposer's municipality",
    kept: 'two years after the end of the point',
    forgetMe: 'stays; the reference to who noted it leads to an emptied person',
    archive: 'no',
  },
  meeting: {
    class: 'personal',
    purpose: 'hold meetings: what, when and where, and who planned it',
    whoSees: 'members, from the invitation on',
    kept: 'as a record',
    forgetMe: 'stays; the reference to who planned it leads to an emptied person',
    archive: 'yes',
  },
  action: {
    class: 'personal',
    purpose: 'know who does what after a meeting, and remind them',
    whoSees: 'members',
    kept: 'as a record',
    forgetMe: 'stays as of the municipality, the references lead to an emptied person',
    archive: 'yes',
  },
  evaluation: {
    class: 'working',
    purpose: 'know what those who came thought of a meeting, without knowing who thought so',
    whoSees: 'sums from five answers up: whoever plans the meeting',
    kept: 'as a record',
    forgetMe: 'holds no personal data: who answered, and when, is not kept with it',
    archive: 'no',
  },
  registration: {
    class: 'personal',
    purpose: 'hold a meeting: who is invited, who comes, who waits for a place, who was there',
    whoSees: 'who comes: those invited; the rest: whoever plans the meeting',
    kept: 'two years after the meeting, then as of the municipality alone',
    forgetMe: 'deleted; after the meeting it stays as of the municipality alone, so that counts stay',
    archive: 'no',
  },
  need: {
    class: 'sensitive',
    purpose: 'cater for those who come to a meeting and let them take part, where they gave consent',
    whoSees:
      'the person and whoever arranges the meeting; who may plan it reads counts; sealed with a key of the meeting',
    kept: 'fourteen days after the meeting, then destroyed with its key',
    forgetMe: 'deleted at once',
    archive: 'never',
  },
  committeeMeeting: {
    class: 'working',
    purpose: 'know when committees meet, and until when colleagues say what to bring in',
    whoSees: 'members',
    kept: 'as a record',
    forgetMe: 'holds no personal data',
    archive: 'yes',
  },
  report: {
    class: 'personal',
    purpose: 'know what plays in committees, bring in what municipalities want there, and account for it',
    whoSees:
      'members; what is not published yet its author and the secretariat; what is confidential, its author, the secretariat and who lead its pillars; what colleagues bring in, themselves, whoever sits in the committee and the secretariat',
    kept: 'as a record',
    forgetMe: 'stays; input as of the municipality; the references lead to an emptied person',
    archive: 'yes, with restricted use while confidential',
  },
  digest: {
    class: 'personal',
    purpose: 'tell the readers of a pillar what is new, and account for what was told',
    whoSees: 'members; a draft whoever reviews it; what someone has for themselves alone, that person',
    kept: 'as a record; what someone has for themselves alone, as long as they want it',
    forgetMe: 'stays; what was made for them alone is deleted; the reference to who sent it leads to an emptied person',
    archive: 'yes',
  },
  message: {
    class: 'personal',
    purpose: 'deliver what must be said, prove that it was said, and correct it',
    whoSees: 'the parties and the secretariat',
    kept: 'as its subject where it is a record; others ninety days',
    forgetMe: 'the text of what is no record is emptied',
    archive: 'where it is a record',
  },
  follow: {
    class: 'personal',
    purpose: 'tell someone what happens in what they follow',
    whoSees: 'the person; others how many there are',
    kept: 'until they stop, or leave',
    forgetMe: 'deleted at once',
    archive: 'no',
  },
  hold: {
    class: 'personal',
    purpose: 'keep for a while what would be deleted: for a request under the Woo, a dispute or a transfer',
    whoSees: 'the person and the secretariat',
    kept: 'one year after its end',
    forgetMe: 'deleted; while it holds, nobody is forgotten',
    archive: 'no',
  },
  linkCode: {
    class: 'personal',
    purpose: 'let two accounts be one person, by a code that is typed in the other',
    whoSees: 'nobody; the code itself is shown once to the person and kept as a hash',
    kept: 'ten minutes, and until the next daily deletion',
    forgetMe: 'deleted at once',
    archive: 'no',
  },
  draft: {
    class: 'personal',
    purpose: 'lose nothing of what someone typed',
    whoSees: 'the person',
    kept: 'seven days',
    forgetMe: 'deleted at once',
    archive: 'no',
  },
  file: {
    class: 'personal',
    purpose: 'give someone a file or a calendar that they asked for, and nobody else',
    whoSees: 'the person, in the browser that opened it first; the content is sealed with the link that only they have',
    kept: 'thirty days; the link of a calendar until it is renewed',
    forgetMe: 'deleted at once',
    archive: 'no',
  },
  turnKey: {
    class: 'working',
    purpose: 'do once what a platform sends twice',
    whoSees: 'nobody',
    kept: 'thirty days',
    forgetMe: 'holds no personal data',
    archive: 'no',
  },
  audit: {
    class: 'reference',
    purpose: 'account for what was done: who, in which role, from which app, from what to what',
    whoSees: 'viewers of their own subject; the auditor',
    kept: 'seven years',
    forgetMe: 'holds ids only, never a value of a personal column; they lead to an emptied person',
    archive: 'yes',
  },
  place: {
    class: 'reference',
    purpose:
      'know where the bot may listen and speak: workspaces, tenants, their domains, and channels; and who allowed it',
    whoSees: 'the secretariat',
    kept: 'as long as admitted or bound, and one year',
    forgetMe: 'holds the id of who allowed it, which leads to an emptied person',
    archive: 'no',
  },
  retention: {
    class: 'working',
    purpose: 'show that what was due was deleted, and how much it was',
    whoSees: 'the operators',
    kept: 'one year',
    forgetMe: 'holds no personal data',
    archive: 'no',
  },
  sendLimit: {
    class: 'working',
    purpose: 'call no platform before the moment that it named',
    whoSees: 'nobody',
    kept: 'until that moment has passed',
    forgetMe: 'holds at most the id of a conversation, which is gone within minutes',
    archive: 'no',
  },
  planned: {
    class: 'reference',
    purpose: 'say at its moment what is to be said: reminders, digests, turns of roles',
    whoSees: 'the secretariat; nobody else',
    kept: 'ninety days after its moment, and as long as what it is about waits for someone',
    forgetMe: 'holds at most an id of the person',
    archive: 'no',
  },
  playground: {
    class: 'working',
    purpose: 'play a chat platform in the browser of whoever tries the bot: what stands in its channels',
    whoSees: 'whoever sits at that machine: it runs on loopback only, and never in production',
    kept: 'until the folder of the trial is deleted',
    forgetMe: 'its people are invented',
    archive: 'no',
  },
} as const satisfies Readonly<Record<string, Kind>>
