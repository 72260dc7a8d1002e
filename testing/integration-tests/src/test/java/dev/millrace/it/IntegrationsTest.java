package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry of flows: who owns each, what it promises and holds. */
class IntegrationsTest {

    @Test
    void everyFlowKeepsToTheStandardAndToItsExamples() {
        List<ConfigExample> examples = ConfigExample.all();
        Map<String, List<String>> problems = new TreeMap<>();

        Integration.all().forEach(integration -> problems.put(integration.file(), integration.problems(examples)));
        problems.values().removeIf(List::isEmpty);

        assertThat(problems).isEmpty();
    }

    /** A new example is added to {@code connectors} of a flow, or has a flow of its own. */
    @Test
    void everyExampleBelongsToExactlyOneFlow() {
        List<String> registered = Integration.all().stream()
                .flatMap(integration -> integration.connectors().stream())
                .toList();

        assertThat(registered)
                .containsExactlyInAnyOrderElementsOf(
                        ConfigExample.all().stream().map(ConfigExample::name).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    role: owner;                        role: member;                 the contract: $.team.members
                    scope: issues;                      scope: interactive;           the contract: $.support
                    property: latency;                  property: errorRate;          the contract: $.slaProperties
                    property: freshness;                property: errorRate;          the contract: $.slaProperties
                    apiVersion: v3.1.0;                 apiVersion: v4.0.0;           the contract: $.apiVersion
                    status: active;                     state: active;                the contract: $
                    classification: restricted;         class: restricted;            the contract: $.schema
                    id: customers-protected;            id: customers;                id: is not
                    transforms-protect-sink];           no-such-connector];           connectors: there is no example of the name
                    docs/runbooks/flow-files.md;        docs/runbooks/none.md;        runbook: docs/runbooks/none.md
                    customers-malformed;                customers-other;              setAsideTopics: the examples have
                    physicalName: customers-protected;  physicalName: customers;      schema: says nothing of the topic
                    classification: restricted;         classification: public;       schema: transforms-protect-source protects ssn
                    name: born;                         name: age;                    schema: transforms-protect-source protects born
                    """)
    void namesWhatIsWrong(String text, String instead, String problem) {
        String yaml = Integration.text("customers-protected");

        Integration wrong = Integration.of("customers-protected", yaml.replace(text, instead));

        assertThat(yaml).contains(text);
        assertThat(wrong.problems(ConfigExample.all())).anyMatch(found -> found.startsWith(problem));
    }

    @Test
    void knowsAProtectedFieldByTheNameThatItHadBefore() {
        Integration wrong = Integration.of(
                "shop-replication",
                Integration.text("shop-replication").replace("transformSourceObjects: [email]", ""));

        assertThat(wrong.problems(ConfigExample.all()))
                .anyMatch(found -> found.startsWith("schema: cdc-postgres-orders protects email"));
    }
}
