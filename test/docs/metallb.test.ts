import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programsOf, run } from '../support/programs';

const programs = programsOf(readFileSync(join(__dirname, '..', '..', 'docs', 'metallb.md'), 'utf8'));

test.each(programs)('docs/metallb.md, $heading: the program does what is shown below it', ({ source, shown }) => {
  expect(run(source)).toEqual(shown);
});

test('every subject has a program', () => {
  expect([...new Set(programs.map(({ heading }) => heading))]).toEqual([
    'One pool',
    'A pinned address',
    'A shared address',
    'Dual stack',
    'BGP with BFD and communities',
    'From the ConfigMap',
    'By Flux',
    'By Argo CD',
    'What only the cluster knows',
  ]);
});
