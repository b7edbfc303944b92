import { codesIn, pageOf, programsOf, run, tableBelow } from '../support/programs';

const page = pageOf('troubleshooting.md');
const programs = programsOf(page);
const listed = tableBelow(pageOf('problems.md'), 'All of them').flatMap(([id]) => codesIn(id));

test.each(programs)('docs/troubleshooting.md, $heading: the program prints what is shown below it', ({ source, shown }) => {
  expect(run(source)).toEqual(shown);
});

test('every entry has a program', () => {
  expect([...new Set(programs.map(({ heading }) => heading))]).toEqual([
    'No external IP',
    '503 from the gateway',
    'mTLS errors',
    'Timeouts',
  ]);
});

describe.each([...new Set(programs.map(({ heading }) => heading))])('the table of %s', (heading) => {
  const ids = tableBelow(page, heading).flatMap((cells) => codesIn(cells.at(-1)!));

  test('names problems that there are, each once', () => {
    expect(ids.filter((id) => !listed.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has those that the programs print', () => {
    const said = programs.filter((program) => program.heading === heading).map(({ shown }) => shown.says);
    const printed = [...said.join('').matchAll(/^ *(?:warning )?\[[^\]]*\] ([\w.-]+):/gm)].map(([, id]) => id);
    expect(printed).not.toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(printed));
  });
});
