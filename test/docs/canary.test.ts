import { blocksOf, declareTestsOf, pageOf, programsOf, run } from '../support/programs';

const page = pageOf('canary.md');
const programs = programsOf(page);

test.each(programs)('docs/canary.md, $heading: the program does what is shown below it', ({ source, shown }) => {
  expect(run(source)).toEqual(shown);
});

test('every subject has a program', () => {
  expect(programs.map(({ heading }) => heading)).toEqual([
    'Steps',
    'A header canary',
    'A sticky canary',
    'A dark canary',
    'Several canaries',
    'Gateway, mesh or both',
    'Inside a bigger route',
    'With a circuit breaker',
  ]);
});

test('a promotion changes the lines that are shown, and no others', () => {
  const [{ source, shown }] = programs;
  const promoted = run(source.replace('const current = 1;', 'const current = 2;')).files;
  const [before, after] = [shown.files, promoted].map((files) => files['lab/shop.k8s.yaml'].split('\n'));
  const changes = before.flatMap((line, index) => (line === after[index] ? [] : [`-${line}\n+${after[index]}\n`]));
  expect(after).toHaveLength(before.length);
  expect(blocksOf(page, 'diff')).toEqual([changes.join('')]);
});

describe('docs/canary.md, its tests', () => declareTestsOf(page));
