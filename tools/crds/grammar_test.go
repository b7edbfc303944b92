package main

import (
	"testing"

	"go.yaml.in/yaml/v3"
)

func parse(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

var schemaTests = map[string]struct{ in, want string }{
	"prose and CEL go at every depth": {
		`{type: array, title: t, items: {type: object, description: d, x-kubernetes-validations: [{rule: r}],
			  additionalProperties: {type: string, example: e, examples: [e], externalDocs: {url: u}}}}`,
		"items:\n  additionalProperties:\n    type: string\n  type: object\ntype: array\n",
	},
	"prose inside combinations goes too": {
		`{oneOf: [{not: {anyOf: [{required: [a], description: d}]}}, {allOf: [{title: t, minimum: 1}]}]}`,
		"oneOf:\n  - not:\n      anyOf:\n        - required:\n            - a\n  - allOf:\n      - minimum: 1\n",
	},
	"a property may be named like a keyword": {
		`{properties: {description: {type: string, description: d}, default: {type: integer}, status: {title: t}}}`,
		"properties:\n  default:\n    type: integer\n  description:\n    type: string\n  status: {}\n",
	},
	"a property may have any name": {
		`{properties: {$ref: {type: string}, a.b/c: {nullable: true}}}`,
		"properties:\n  $ref:\n    type: string\n  a.b/c:\n    nullable: true\n",
	},
	"values are data, not schemas": {
		`{default: {description: d, foo: [{title: t}]}, enum: [title, foo]}`,
		"default:\n  description: d\n  foo:\n    - title: t\nenum:\n  - title\n  - foo\n",
	},
	"additionalProperties may be a boolean": {
		`{additionalProperties: false}`, "additionalProperties: false\n",
	},
	"large and broken numbers keep their form": {
		`{maximum: 4294967295, minimum: -9223372036854775808, multipleOf: 0.5}`,
		"maximum: 4294967295\nminimum: -9223372036854775808\nmultipleOf: 0.5\n",
	},
	"texts stay texts": {
		`{enum: ["on", "no", "1", "null", ""], pattern: '^\d+$'}`,
		"enum:\n  - \"on\"\n  - \"no\"\n  - \"1\"\n  - \"null\"\n  - \"\"\npattern: ^\\d+$\n",
	},
	"keys come in byte order": {
		`{properties: {a2: {}, a10: {}, aB: {}, a_b: {}, ab: {}, A: {}, "1": {}, "true": {}}}`,
		"properties:\n  \"1\": {}\n  A: {}\n  a10: {}\n  a2: {}\n  aB: {}\n  a_b: {}\n  ab: {}\n  \"true\": {}\n",
	},
	"empty values stay": {
		`{default: {a: [], b: null, c: {}}}`, "default:\n  a: []\n  b: null\n  c: {}\n",
	},
}

func TestSchema(t *testing.T) {
	for name, test := range schemaTests {
		t.Run(name, func(t *testing.T) {
			got, err := schema("$", parse(t, test.in))
			if err != nil {
				t.Fatal(err)
			}
			wantYAML(t, got, test.want)
		})
	}
}

func TestWhatStops(t *testing.T) {
	for name, test := range map[string]struct{ in, err string }{
		"unknown keyword":       {`{properties: {a: {items: {$ref: x}}}}`, `$.properties.a.items: keyword "$ref" is neither kept nor removed`},
		"unknown extension":     {`{oneOf: [{}, {x-kubernetes-new: 1}]}`, `$.oneOf[1]: keyword "x-kubernetes-new"`},
		"odd property name":     {`{properties: {a.b: {foo: 1}}}`, `$.properties["a.b"]: keyword "foo"`},
		"first of two":          {`{zoo: 1, foo: 1}`, `keyword "foo"`},
		"list of items":         {`{items: [{type: string}]}`, "$.items: want an object, got []interface {}"},
		"combination no list":   {`{allOf: {type: string}}`, "$.allOf: want a list"},
		"not a JSON value":      {`{default: 2020-01-01}`, "$.default: want a JSON value, got time.Time"},
		"key that is no string": {`{default: {1: a}}`, "$.default: want a JSON value"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := schema("$", parse(t, test.in))
			wantError(t, err, test.err)
		})
	}
}

func TestErrorNamesFileKindAndPath(t *testing.T) {
	_, err := collect(anyKind, document("Thing", stored(`{type: object, properties: {spec: {foo: 1}}}`)))
	wantError(t, err, `example.test/mod v1.2.3: crds.yaml: Thing: `+
		`$.spec.versions[0].schema.openAPIV3Schema.properties.spec: keyword "foo" is neither kept nor removed`)
}
