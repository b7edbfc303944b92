import { quoted, refuse } from '../values/coded-error';
import { list, madeBy, struct } from '../values/input';
import { parseLabelKey, parseLabelValue } from '../values/label';
import { Findings } from './findings';
import { checkLabels } from './labels';

/** What a {@link LabelSelector} asks: all of it has to hold. */
export interface LabelSelectorOptions {
  /**
   * Labels to have, with these very values. `label.*` is reported for what can be none.
   * @default - none are asked for
   */
  readonly labels?: { [key: string]: string };

  /**
   * What else to ask of labels.
   * @default - nothing
   */
  readonly expressions?: LabelExpression[];
}

/** A label selector as a document has it. */
export interface RenderedSelector {
  readonly matchLabels?: { [key: string]: string };
  readonly matchExpressions?: RenderedExpression[];
}

export interface RenderedExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: string[];
}

/** What is asked of one label (apimachinery `LabelSelectorAsSelector`). `label.*` is reported for a key or a value that can be none. */
export class LabelExpression {
  /** The label is there and has one of the values; `label.no-values` is reported when there are none. */
  public static isIn(key: string, values: string[]): LabelExpression {
    return new LabelExpression(key, 'In', { values });
  }

  /** The label has another value, or is not there; `label.no-values` is reported when there are none. */
  public static isNotIn(key: string, values: string[]): LabelExpression {
    return new LabelExpression(key, 'NotIn', { values });
  }

  /** The label is there, whatever its value. */
  public static exists(key: string): LabelExpression {
    return new LabelExpression(key, 'Exists');
  }

  /** The label is not there. */
  public static doesNotExist(key: string): LabelExpression {
    return new LabelExpression(key, 'DoesNotExist');
  }

  private constructor(
    private readonly key: string,
    private readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist',
    private readonly valued?: { readonly values: string[] },
  ) {}

  /** @internal */
  public _check(findings: Findings, field: string): void {
    findings.parse(field, this.key, parseLabelKey);
    if (this.valued !== undefined) {
      const values = findings.parse(field, this.valued.values, (given) => someOf(given, this.key));
      findings.parseAll(field, values ?? [], parseLabelValue);
    }
  }

  /** @internal */
  public _render(): RenderedExpression {
    return { key: this.key, operator: this.operator, ...this.valued };
  }
}

/** Objects chosen by their labels. One that asks nothing chooses every object. */
export class LabelSelector {
  /** Objects that fulfil all that is asked; all objects when nothing is. */
  public static of(options: LabelSelectorOptions): LabelSelector {
    return new LabelSelector(options);
  }

  private constructor(private readonly options: LabelSelectorOptions) {}

  /**
   * Reports what is wrong with it; what can be read of it comes back.
   * @internal
   */
  public _check(findings: Findings, field: string): RenderedSelector {
    const { labels, expressions = [] } = findings.parse(field, this.options, struct) ?? {};
    if (labels !== undefined) {
      checkLabels(findings, `${field}.labels`, labels);
    }
    const given = findings.parse(`${field}.expressions`, expressions, list) ?? [];
    const read = given.flatMap((expression, index) => {
      const at = `${field}.expressions[${index}]`;
      const parsed = findings.parse(at, expression, parseExpression);
      parsed?._check(findings, at);
      return parsed ?? [];
    });
    return LabelSelector.of({ labels, expressions: read })._render();
  }

  /** @internal */
  public _render(): RenderedSelector {
    const { labels, expressions = [] } = this.options;
    return {
      matchLabels: labels,
      matchExpressions: expressions.length === 0 ? undefined : expressions.map((expression) => expression._render()),
    };
  }
}

const parseExpression = madeBy(LabelExpression, 'LabelExpression.isIn(…), or another of its ways');

function someOf(values: readonly string[], key: string): readonly string[] {
  if (list(values).length === 0) {
    const what = `no value of label ${quoted(key)} is named`;
    throw refuse('label.no-values', what, 'name one or more, or write LabelExpression.exists(…) or .doesNotExist(…)', 'at least one value');
  }
  return values;
}
