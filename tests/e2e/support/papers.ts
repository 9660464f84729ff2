/** Invented papers for the tests: ordinary editions, and each odd case once. */

export type InventedPaper = {
  id: string;
  title: string;
  abstract: string;
  authors: string[];
  votes: number;
  comments?: number;
  submittedBy?: string;
  code?: { url: string; stars: number };
  organization?: string;
  /** arXiv's additional data; without it arXiv doesn't have the paper. */
  arxiv?: {
    version: number;
    updatedOn: string;
    categories: string[];
    comment?: string;
    doi?: string;
    journalRef?: string;
  };
};

export type InventedDay = { day: string; papers: InventedPaper[] };

/** A full edition, then a weekend without any, then the odd ones, then the latest. */
export const FRIDAY = '2025-06-06';
export const MONDAY = '2025-06-09';
export const LATEST = '2025-06-10';

const FRIDAY_PAPERS = 60;
const LATEST_PAPERS = 8;

const LONG_ABSTRACT =
  'We ask what a small model does when it does not know. Lantern is a loop that rewards one good ' +
  'question before an answer: of $n$ candidate questions it keeps the one that lowers the expected ' +
  'loss $\\mathbb{E}[\\ell(x)] \\leq 2^{-k}$ the most, and stays silent where none does. On four ' +
  'public suites the same network of 1.3 billion weights asks 20% more often where asking helps ' +
  'and 31% less often where it does not, at 4% more tokens. We also report where it fails: when the ' +
  'reader is in a hurry, a question is worse than a guess. Code is at ' +
  'https://example.org/lantern. All of the transcripts are published beside it, the bad ones too.';

export const wellKnown = {
  id: '2506.99001',
  title: 'Lanterns in the Loop: Teaching Small Models to Ask Before They Answer',
  abstract: LONG_ABSTRACT,
  authors: ['Ada Nováková', 'Ben Okonjo', 'Cléo Marchetti', 'Dmitri Voss', 'Esi Boateng'],
  votes: 120,
  comments: 3,
  submittedBy: 'adanova',
  code: { url: 'https://github.com/example/lantern', stars: 1_234 },
  organization: 'North Lab',
  arxiv: {
    version: 3,
    updatedOn: '2025-06-08',
    categories: ['cs.CL', 'cs.LG'],
    comment: '9 pages, 3 figures',
    doi: '10.99999/lantern.2025.1',
    journalRef: 'Journal of Invented Results 1 (2025) 1-9',
  },
} satisfies InventedPaper;

export const manyAuthors = {
  id: '2506.99002',
  title: 'The Tidewater Observatory: First Results of a Very Large Collaboration',
  abstract: 'We measured the tide, all of us. It came in.',
  authors: Array.from({ length: 664 }, (_, index) => `Collaborator ${index + 1} of Tidewater`),
  votes: 90,
  submittedBy: 'tidewater',
} satisfies InventedPaper;

export const withdrawn = {
  id: '2506.99003',
  title: 'How Many Maps Make a World?',
  abstract: 'We drew four thousand maps and asked agents to walk them twice.',
  authors: ['Dmitri Voss'],
  votes: 80,
  arxiv: {
    version: 2,
    updatedOn: '2025-06-09',
    categories: ['cs.AI'],
    comment: 'This paper has been withdrawn by the author due to an error in the second walk',
  },
} satisfies InventedPaper;

export const withoutAbstract = {
  id: '2506.99004',
  title: 'A Row That Came Without Its Abstract',
  abstract: '',
  authors: [],
  votes: 70,
} satisfies InventedPaper;

export const longTitle = {
  id: '2506.99005',
  title:
    'On the Unreasonable Persistence of Very Long Titles in the Proceedings of Conferences Whose ' +
    'Submission Forms Count Pages but Never Words: A Systematic Survey of Thirteen Thousand Papers, ' +
    'Their Colons, Their Subtitles, and the Many Readers Who Gave Up',
  abstract: 'Titles grow by one word every six years. We extrapolate.',
  authors: ['Wilhelmina Featherstonehaugh-Cholmondeley', 'Jo Quill'],
  votes: 60,
} satisfies InventedPaper;

export const rightToLeft = {
  id: '2506.99006',
  title: 'מודלים קטנים ששואלים לפני שהם עונים: מחקר על שאלות טובות',
  abstract: 'נספר מה קורה כאשר מודל קטן שואל שאלה אחת טובה לפני שהוא עונה.',
  authors: ['נועה לוי', 'Kit Older'],
  votes: 50,
} satisfies InventedPaper;

export const chinese = {
  id: '2506.99007',
  title: '小型模型先提问再回答：关于好问题的研究与一份开放的语料库',
  abstract: '我们教小型模型在回答之前先提出一个好问题，并公开全部对话记录。',
  authors: ['林晓', '佐藤花子'],
  votes: 40,
} satisfies InventedPaper;

export const hostile = {
  id: '2506.99008',
  title: 'Escaping <img src=x onerror="document.body.dataset.ran=1"> in Titles & Elsewhere',
  abstract:
    'A paper may say <script>document.body.dataset.ran=1</script> or "></textarea> and mean only ' +
    'that. Its address is https://example.org/a?b=1&c=%3Cscript%3E, and [a link](javascript:alert(1)) ' +
    'is none.',
  authors: ["Robert'); DROP TABLE Paper;--"],
  votes: 30,
} satisfies InventedPaper;

export const oldStyle = {
  id: 'cs/0112999',
  title: 'An Old Paper with a Slash in Its Id',
  abstract: 'Ids once named their archive.',
  authors: ['Kit Older'],
  votes: 20,
  arxiv: { version: 1, updatedOn: '2001-12-20', categories: ['cs.DL'] },
} satisfies InventedPaper;

export const wide = {
  id: '2506.99010',
  title:
    'Word-Breaking-Without-Any-Place-To-Break-It-InternationalizationInfrastructureConsideredHarmful',
  abstract:
    'One formula is wider than a phone: \\[ f(x) = a_0 + a_1 x + a_2 x^2 + a_3 x^3 + a_4 x^4 + a_5 x^5 ' +
    '+ a_6 x^6 + a_7 x^7 + a_8 x^8 + a_9 x^9 + a_{10} x^{10} + a_{11} x^{11} \\] and so is one address: ' +
    `https://example.org/${'a-path-without-end/'.repeat(8)}`,
  authors: ['Jo Quill'],
  votes: 10,
} satisfies InventedPaper;

/** An ordinary paper, distinguished by `number`. */
function ordinary(number: number, votes: number): InventedPaper {
  return {
    id: `2506.98${String(number).padStart(3, '0')}`,
    title: `Weighing Fog, Part ${number}: Sparse Views of Dense Weather`,
    abstract:
      `Fog is mostly absence, and part ${number} of this study models it as such. A handful of views ` +
      'is enough to say where the air is thick, as long as nobody asks how thick. We compare nine ' +
      'ways of asking, on hills and at sea, and find the cheapest of them within two per cent of ' +
      'the dearest, at a fortieth of the price. It fails at dawn, when the thin and the thick air ' +
      'change places faster than anyone can look, and we say by how much. What is left is wind, ' +
      'which a second paper will take up.',
    authors: ['Hana Ito', 'Ivo Prat', 'Lena Skov', 'Femi Adeyemi'],
    votes,
    submittedBy: number % 2 === 0 ? 'hanaito' : 'ivoprat',
  };
}

function ordinaries(from: number, count: number): InventedPaper[] {
  return Array.from({ length: count }, (_, index) => ordinary(from + index, count - index));
}

export const EDITIONS: InventedDay[] = [
  { day: FRIDAY, papers: ordinaries(1, FRIDAY_PAPERS) },
  {
    day: MONDAY,
    papers: [
      wellKnown,
      manyAuthors,
      withdrawn,
      withoutAbstract,
      longTitle,
      rightToLeft,
      chinese,
      hostile,
      oldStyle,
      wide,
    ],
  },
  { day: LATEST, papers: ordinaries(101, LATEST_PAPERS) },
];

/** An edition for a day known only at run time. */
export function editionOf(day: string): InventedDay {
  return { day, papers: [wellKnown, ...ordinaries(201, 4)] };
}

export const TODAY = new Date().toISOString().slice(0, 10);

/** Known to arXiv, listed nowhere; one for each test. */
export const proposed: InventedPaper[] = [
  'Sundials',
  'Barometers',
  'Tide Tables',
  'Astrolabes',
].map((subject, number) => ({
  id: `2506.9700${number + 1}`,
  title: `${subject} for Language Models`,
  abstract: `We ask what ${subject.toLowerCase()} can teach a model of $n$ words, and measure it.`,
  authors: ['Mira Sol', 'Ivo Prat'],
  votes: 0,
  arxiv: { version: 1, updatedOn: '2025-06-02', categories: ['cs.CL'] },
}));
