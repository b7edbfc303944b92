import { IConstruct } from 'constructs';
import { Defect, isCodedError } from '../values/coded-error';
import { list } from '../values/input';
import { Problem, Severity, formatWithoutPath, toProblem } from './problem';

const STORE = Symbol.for('cdk8s-bare-metal-ingress.findings');

/** A look at the finished tree; the defects it returns are errors of the construct that asked for it. */
export type LateCheck = () => readonly LateDefect[];

export interface LateDefect extends Defect {
  readonly field?: string;
}

/**
 * What is known to be wrong with one construct. Eager findings come from parsing what it was given, late ones from
 * looking at the finished tree; both are reported together, through the validation every cdk8s App runs before it writes.
 */
export class Findings {
  /** The findings of this construct, begun on first use. */
  public static of(construct: IConstruct): Findings {
    return Findings.tryOf(construct) ?? new Findings(construct);
  }

  public static tryOf(construct: IConstruct): Findings | undefined {
    return (construct as { [STORE]?: Findings })[STORE];
  }

  private readonly found: Problem[] = [];
  private readonly lateChecks: LateCheck[] = [];
  private readonly acknowledgements = new Map<string, string>();
  private readonly waived = new Set<string>();

  private constructor(private readonly construct: IConstruct) {
    Object.defineProperty(construct, STORE, { value: this });
    construct.node.addValidation({
      validate: () =>
        this.list()
          .filter((problem) => problem.severity === Severity.ERROR)
          .map(formatWithoutPath),
    });
  }

  /** The parsed value, or nothing and one more finding. */
  public parse<I, T>(field: string, input: I, parse: (input: I) => T): T | undefined {
    try {
      return parse(input);
    } catch (error) {
      if (!isCodedError(error)) {
        throw error;
      }
      error.defects.forEach((defect) => this.error(defect, field));
      return undefined;
    }
  }

  /** Like {@link parse} where nothing may have been given. */
  public parseOptional<I, T>(field: string, input: I | undefined, parse: (input: I) => T): T | undefined {
    return input === undefined ? undefined : this.parse(field, input, parse);
  }

  /** The values that parse; one finding for each of the others. */
  public parseAll<I, T>(field: string, inputs: readonly I[], parse: (input: I) => T): T[] {
    const given = this.parse(field, inputs, list) ?? [];
    return given.map((input, index) => this.parse(`${field}[${index}]`, input, parse)).filter((value) => value !== undefined);
  }

  public error(defect: Defect, field?: string): void {
    this.found.push(toProblem(defect, this.construct.node.path, Severity.ERROR, field));
  }

  public warning(defect: Defect, field?: string): void {
    this.found.push(toProblem(defect, this.construct.node.path, Severity.WARNING, field));
  }

  public check(check: LateCheck): void {
    this.lateChecks.push(check);
  }

  public acknowledge(id: string, reason: string): void {
    this.acknowledgements.set(id, reason);
  }

  public acknowledgement(id: string): string | undefined {
    return this.acknowledgements.get(id);
  }

  /** What a rule would say of the objects of this construct is what was asked for. */
  public waive(id: string): void {
    this.waived.add(id);
  }

  public waives(id: string): boolean {
    return this.waived.has(id);
  }

  /** The warnings; none of them is late. */
  public warnings(): Problem[] {
    return this.found.filter(({ severity }) => severity === Severity.WARNING);
  }

  /** Everything, as the tree is now. */
  public list(): Problem[] {
    const late = this.lateChecks.flatMap((check) => [...check()]);
    return [...this.found, ...late.map((defect) => toProblem(defect, this.construct.node.path, Severity.ERROR, defect.field))];
  }
}

/** What a piece of late resolution refuses, as defects of one field. */
export function defectsOf(field: string, resolve: () => unknown): LateDefect[] {
  try {
    resolve();
    return [];
  } catch (error) {
    if (!isCodedError(error)) {
      throw error;
    }
    return error.defects.map((defect) => ({ ...defect, field }));
  }
}
