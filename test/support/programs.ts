import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import * as library from '../../lib';
import { filesOf } from './dist';

/** What a program does. */
export interface Outcome {
  /** What it writes, by path below the output folder. */
  readonly files: Readonly<Record<string, string>>;
  /** What it prints to stderr, and the error it ends with. */
  readonly says: string;
}

/** A program of a Markdown page, and what the page shows of its outcome. */
export interface ShownProgram {
  /** The heading it stands under. */
  readonly heading: string;
  readonly source: string;
  readonly shown: Outcome;
}

/**
 * The programs of a page: each block of TypeScript that ends with `app.synth()`. What is shown below one, up to the next
 * heading, is its outcome: YAML below a line that names the file (`dist/lab/metallb.k8s.yaml`), and text that it prints.
 */
export function programsOf(markdown: string): ShownProgram[] {
  const programs: { heading: string; source: string; shown: { files: Record<string, string>; says: string } }[] = [];
  let [heading, file] = ['', ''];
  let current: (typeof programs)[number] | undefined;
  for (const part of partsOf(markdown)) {
    if (part.heading !== undefined) {
      heading = part.heading;
      current = undefined;
    } else if (part.file !== undefined) {
      file = part.file;
    } else if (part.language === 'ts' && part.text.endsWith('app.synth();\n')) {
      current = { heading, source: part.text, shown: { files: {}, says: '' } };
      programs.push(current);
    } else if (current !== undefined && part.language === 'yaml') {
      current.shown.files[file] = part.text;
    } else if (current !== undefined && part.language === 'text') {
      current.shown.says += part.text;
    }
  }
  return programs;
}

/** The text of a page of `docs/`. */
export function pageOf(name: string): string {
  return readFileSync(join(__dirname, '..', '..', 'docs', name), 'utf8');
}

/** Declares the tests of a page: those of each block of TypeScript that has some. */
export function declareTestsOf(markdown: string): void {
  blocksOf(markdown, 'ts')
    .filter((block) => /^test(\.each)?\(/m.test(block))
    .forEach(evaluate);
}

/** The cells of the table below a heading, row by row, without its head. */
export function tableBelow(markdown: string, heading: string): string[][] {
  const below = markdown.split(new RegExp(`^#+ ${heading}$`, 'm'))[1].split(/^#+ /m)[0];
  const rows = [...below.matchAll(/^\| (.*) \|$/gm)].map(([, cells]) => cells.split(' | ').map((cell) => cell.trim()));
  return rows.slice(2);
}

/** What stands between backticks. */
export function codesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}

/** The blocks of a page in one language. */
export function blocksOf(markdown: string, language: string): string[] {
  return partsOf(markdown)
    .filter((part) => part.language === language)
    .map(({ text }) => text);
}

/** A heading, a line that names a file, or a block of code. */
type Part = Partial<Record<'heading' | 'file' | 'language', string>> & { readonly text: string };

function partsOf(markdown: string): Part[] {
  const part = /^(?:#+ (?<heading>.*)|.*\bdist\/(?<file>[\w/.-]+\.yaml).*|```(?<language>\w+)\n(?<text>[^]*?)^```)$/gm;
  return [...markdown.matchAll(part)].map(({ groups }) => groups as Part);
}

/** Runs a program in this process, with the source of this library in the place of the package. */
export function run(source: string): Outcome {
  const outdir = mkdtempSync(join(tmpdir(), 'program-'));
  const said: string[] = [];
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  process.env.CDK8S_OUTDIR = outdir;
  try {
    evaluate(source);
  } catch (error) {
    said.push(`${(error as Error).message}\n`);
  } finally {
    stderr.mockRestore();
    delete process.env.CDK8S_OUTDIR;
  }
  const files = Object.fromEntries(filesOf(outdir));
  rmSync(outdir, { recursive: true });
  return { files, says: said.join('') };
}

function evaluate(source: string): void {
  const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } });
  const load = (name: string): unknown => (name === 'cdk8s-bare-metal-ingress' ? library : jest.requireActual(name));
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the program of a page of this repository
  new Function('require', 'exports', code)(load, {});
}
