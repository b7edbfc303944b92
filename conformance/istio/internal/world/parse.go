package world

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	kubeyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"

	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/schema/collections"
	schemaresource "istio.io/istio/pkg/config/schema/resource"
	"istio.io/istio/pkg/kube"
)

// Parsed is what istiod gets to read of a world: the documents that nothing is wrong with.
type Parsed struct {
	Configs  []config.Config
	Objects  []runtime.Object
	Problems []Problem
	Secrets  map[string]*corev1.Secret
	// Text is all documents as the API server gives them back, as far as that makes a difference to the analyzers.
	Text string

	services int
}

// The age of two objects decides which one wins; without one of their own, all are of one age.
var epoch = time.Unix(1700000000, 0)

// What istiod reads of Kubernetes itself.
var kubernetesKinds = []string{"Service", "Pod", "EndpointSlice", "Secret", "Namespace", "ConfigMap", "Node", "Ingress", "IngressClass"}

const gatewayAPI = "gateway.networking.k8s.io"

// Parse does per document what the API server and istiod's webhook do.
func Parse(text string) Parsed {
	p := Parsed{Secrets: map[string]*corev1.Secret{}}
	reader := kubeyaml.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return p
		}
		if err != nil {
			p.report("", "yaml", err)
			return p
		}
		p.Text += "---\n" + string(p.add(document)) + "\n"
	}
}

// add reads a document, and gives it as it would be read back.
func (p *Parsed) add(document []byte) []byte {
	fields := map[string]any{}
	if err := yaml.UnmarshalStrict(document, &fields); err != nil {
		p.report("", "yaml", err)
		return document
	}
	if len(fields) == 0 {
		return document
	}
	object := &unstructured.Unstructured{Object: fields}
	kind := object.GroupVersionKind()
	schema, isConfig := collections.PilotGatewayAPI().FindByGroupVersionAliasesKind(schemaresource.FromKubernetesGVK(&kind))
	switch {
	case isConfig && kind.Group != gatewayAPI:
		p.addConfig(schema, object, document)
	case isConfig || slices.Contains(kubernetesKinds, object.GetKind()):
		return p.addObject(object, document)
	}
	return document
}

func (p *Parsed) addConfig(schema schemaresource.Schema, object *unstructured.Unstructured, document []byte) {
	name := nameOf(object)
	if err := checkSchema(document); err != nil {
		p.report(name, "crd", err)
	}
	c, err := decode(schema, object)
	if err != nil {
		p.report(name, "decode", err)
		return
	}
	warning, err := schema.ValidateConfig(c)
	if warning != nil {
		p.Problems = append(p.Problems, Problem{name, "semantic", "warning", warning.Error()})
	}
	if err == nil && slices.ContainsFunc(p.Configs, func(other config.Config) bool { return other.Key() == c.Key() }) {
		err = errors.New("the object is there twice")
	}
	if err != nil {
		p.report(name, "semantic", err)
		return
	}
	p.Configs = append(p.Configs, c)
}

func decode(schema schemaresource.Schema, object *unstructured.Unstructured) (config.Config, error) {
	spec, err := schema.NewInstance()
	if err != nil {
		return config.Config{}, err
	}
	text, err := json.Marshal(object.Object["spec"])
	if err != nil {
		return config.Config{}, err
	}
	if err := config.ApplyJSONStrict(spec, string(text)); err != nil {
		return config.Config{}, err
	}
	created := object.GetCreationTimestamp().Time
	if created.IsZero() {
		created = epoch
	}
	return config.Config{Spec: spec, Meta: config.Meta{
		GroupVersionKind: schema.GroupVersionKind(), Name: object.GetName(), Namespace: namespaceOf(object),
		// Without a domain every short host would be one that nobody answers for.
		Domain: "cluster.local", Labels: object.GetLabels(), Annotations: object.GetAnnotations(), CreationTimestamp: created,
	}}, nil
}

func (p *Parsed) addObject(object *unstructured.Unstructured, document []byte) []byte {
	o, _, err := kube.IstioCodec.UniversalDeserializer().Decode(document, nil, nil)
	if err != nil {
		p.report(nameOf(object), "decode", err)
		return document
	}
	p.Objects = append(p.Objects, o)
	switch o := o.(type) {
	case *corev1.Secret:
		p.Secrets[o.Namespace+"/"+o.Name] = o
	case *corev1.Service:
		p.services++
		complete(o, p.services)
		if text, err := yaml.Marshal(o); err == nil {
			return text
		}
	}
	return document
}

// complete does to a Service what the API server does: istiod takes one without an address for a headless one.
func complete(s *corev1.Service, number int) {
	if s.Spec.Type != corev1.ServiceTypeExternalName && s.Spec.ClusterIP == "" {
		s.Spec.ClusterIP = fmt.Sprintf("10.96.%d.%d", number/250, number%250+1)
	}
	for i := range s.Spec.Ports {
		port := &s.Spec.Ports[i]
		port.Protocol = cmp.Or(port.Protocol, corev1.ProtocolTCP)
		if port.TargetPort.IntVal == 0 && port.TargetPort.StrVal == "" {
			port.TargetPort = intstr.FromInt32(port.Port)
		}
	}
}

func (p *Parsed) report(object, stage string, err error) {
	p.Problems = append(p.Problems, Problem{object, stage, "error", err.Error()})
}

func nameOf(object *unstructured.Unstructured) string {
	return object.GetKind() + "/" + object.GetNamespace() + "/" + object.GetName()
}

func namespaceOf(object *unstructured.Unstructured) string {
	if object.GetNamespace() == "" {
		return "default"
	}
	return object.GetNamespace()
}
