import { IConstruct } from 'constructs';
import { isCodedError } from '../values/coded-error';
import { Findings } from './findings';
import { Problem, Severity } from './problem';

/**
 * The problems of a subtree: read them, or acknowledge a warning.
 *
 * Errors reach the user through the validation that `App.synth()` runs; nothing needs to be called for that.
 */
export class Problems {
  /** The problems of this construct and of everything below it. */
  public static of(scope: IConstruct): Problems {
    return new Problems(scope);
  }

  /**
   * Whether an error was thrown by this library, `GitOpsApp.synth()` included, by whichever installed copy of it. What a plain
   * `App` throws after its validations is an error of cdk8s.
   */
  public static isError(error: unknown): boolean {
    return isCodedError(error);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Accepts a warning on this construct and everything below it. Errors cannot be acknowledged.
   * @param id the id of the warning
   * @param reason why it is acceptable here; kept in the report
   */
  public acknowledge(id: string, reason: string): void {
    Findings.of(this.scope).acknowledge(id, reason);
  }

  /**
   * What the constructs of the subtree have to say, as the tree is now, acknowledged warnings among it with the reason. What
   * only the whole cluster can tell is checked by `GitOpsApp.synth()`.
   */
  public list(): Problem[] {
    return this.scope.node.findAll().flatMap((construct) => problemsOf(construct));
  }
}

/** The warnings of one construct, with the acknowledgements that hold for them. */
export function warningsOf(construct: IConstruct): Problem[] {
  return (Findings.tryOf(construct)?.warnings() ?? []).map((problem) => withAcknowledgement(problem, construct));
}

/** What a rule said of an object: nothing where that was asked for, and with the acknowledgement that holds for it. */
export function settled(problem: Problem, object: IConstruct): Problem[] {
  const isWaived = object.node.scopes.some((scope) => Findings.tryOf(scope)?.waives(problem.id));
  return isWaived ? [] : [withAcknowledgement(problem, object)];
}

function problemsOf(construct: IConstruct): Problem[] {
  return (Findings.tryOf(construct)?.list() ?? []).map((problem) => withAcknowledgement(problem, construct));
}

/** The nearest acknowledgement from the construct upwards, on a warning. */
function withAcknowledgement(problem: Problem, construct: IConstruct): Problem {
  if (problem.severity === Severity.ERROR) {
    return problem;
  }
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const acknowledged = Findings.tryOf(scope)?.acknowledgement(problem.id);
    if (acknowledged !== undefined) {
      return { ...problem, acknowledged };
    }
  }
  return problem;
}
