package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ReferencePage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every example has a page beside it, and the index lists them all. */
class ExamplePagesTest {

    private static final Path ROOT = Path.of(System.getProperty("millrace.root"));

    @Test
    void everyExampleHasAPageThatSaysWhatItsUserMustKnow() throws IOException {
        TestSources tests = TestSources.under(ROOT);
        Map<String, List<String>> problems = new TreeMap<>();

        for (ConfigExample example : ConfigExample.all()) {
            problems.put(
                    example.title() + ".md",
                    ExamplePage.of(example)
                            .map(page -> page.problems(example, tests))
                            .orElse(List.of("is not there")));
        }
        problems.values().removeIf(List::isEmpty);

        assertThat(problems).isEmpty();
    }

    @Test
    void everyPageHasAnExample() {
        List<String> examples = ConfigExample.all().stream()
                .map(example -> example.title() + ".md")
                .toList();

        assertThat(ExamplePage.all())
                .extracting(page -> ConfigExample.FOLDER.relativize(page).toString())
                .isEqualTo(examples);
    }

    /** With {@code -Dmillrace.reference.update=true} it writes the index. */
    @Test
    void theIndexListsThemAll() {
        ReferencePage.matches(ConfigExample.FOLDER.resolve("README.md"), index());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    # rest-orders-sink;            rest-orders-sink;           begins with no heading
                    `orders-dead-letters`;        dead letters;               says nothing of what goes to orders-dead-letters
                    ExamplesIT#carryADropped;     ExamplesIT#drop;            names the test `ExamplesIT#drop
                    ../docs/guides/sftp-to-rest;  ../docs/guides/none;        links to ../docs/guides/none.md
                    Delivers orders to;           | Delivers;                 has no first paragraph
                    """)
    void tellsWhatAPageLacks(String text, String instead, String problem) throws IOException {
        ConfigExample example = ConfigExample.titled("rest-orders-sink");
        ExamplePage page = new ExamplePage(ExamplePage.of(example).orElseThrow().lines().stream()
                .map(line -> line.replace(text, instead))
                .toList());

        assertThat(page.problems(example, TestSources.under(ROOT))).anyMatch(found -> found.startsWith(problem));
    }

    @Test
    void tellsThatNoTestKnowsTheExample() throws IOException {
        ConfigExample unknown = new ConfigExample(
                "unheard", ConfigExample.titled("rest-orders-sink").settings());
        ExamplePage page =
                new ExamplePage(ExamplePage.of(ConfigExample.titled("rest-orders-sink")).orElseThrow().lines().stream()
                        .map(line -> line.replace("#", " "))
                        .toList());

        assertThat(page.problems(unknown, TestSources.under(ROOT.resolve("testing/testkit"))))
                .anyMatch(found -> found.startsWith("names no test"));
    }

    @Test
    void tellsThatNobodyKnowsWhyNothingIsSetAside() throws IOException {
        ConfigExample example = ConfigExample.titled("legacy-soup-feed");
        ExamplePage page = new ExamplePage(ExamplePage.of(example).orElseThrow().lines().stream()
                .map(line -> line.replace("nothing:", "none,"))
                .toList());

        assertThat(page.problems(example, TestSources.under(ROOT)))
                .singleElement()
                .asString()
                .startsWith("sets nothing aside");
    }

    private static String index() {
        List<String> rows = new ArrayList<>();
        for (ConfigExample example : ConfigExample.all()) {
            rows.add("| [" + example.title() + "](" + example.title() + ".md) ([json](" + example.title() + ".json)) | "
                    + plugin(example.type()) + " | "
                    + ExamplePage.of(example).map(ExamplePage::summary).orElse("") + " | "
                    + example.variables().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "))
                    + " |\n");
        }
        return INTRODUCTION
                + rows.stream().collect(Collectors.joining())
                + FLOWS
                + Integration.all().stream().map(ExamplePagesTest::flow).collect(Collectors.joining());
    }

    private static String flow(Integration integration) {
        String connectors = ConfigExample.all().stream()
                .filter(example -> integration.connectors().contains(example.name()))
                .map(example -> "[" + example.name() + "](" + example.title() + ".md)")
                .collect(Collectors.joining(", "));
        String file = integration.file();
        return "| [" + file + "](integrations/" + file + ".yaml) | " + integration.purpose() + " | " + connectors
                + " | [" + integration.runbook().replaceAll(".*/|\\.md$", "") + "](../" + integration.runbook()
                + ") |\n";
    }

    private static final String FLOWS = """

            ## Flows

            A flow is what its owner answers for: a source and its sinks, or one connector alone. Each is registered as a contract of the
            [Open Data Contract Standard](https://bitol-io.github.io/open-data-contract-standard/) 3.1: owner, contact, latency and freshness,
            topics with their fields and the class of each, what is set aside where, and the runbook. Names, addresses and promises in them are
            examples, too. `IntegrationsTest` holds them to the standard and to the configurations: each connector belongs to one flow, and what
            `ProtectFields` protects is classified as confidential or restricted.

            | flow | what for | connectors | runbook |
            |---|---|---|---|
            """;

    private static String plugin(String type) {
        return "`" + type.substring(type.lastIndexOf('.') + 1) + "`";
    }

    private static final String INTRODUCTION = """
            # Examples

            A configuration per use case, and beside each a page that says who uses it, which topics it has, what it sets aside and
            where, what to change, what it needs, and which test runs it. Put one to a worker as it stands:

            ```
            curl -X PUT -H 'Content-Type: application/json' \\
              --data @config-examples/sftp-csv-orders-source.json http://localhost:8083/connectors/sftp-csv-orders/config
            ```

            Secrets and addresses are never in a file: `${env:NAME}` is a variable of the worker's environment, which needs

            ```properties
            config.providers=env
            config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
            ```

            What all examples keep to, and `ExampleRulesTest` holds them to:

            * the connector's name begins with that of its file, less `scenario-` in front and `-source` or `-sink` behind;
            * `tasks.max`, `key.converter` and `value.converter` are there, whatever the worker's defaults are;
            * sources set `topic.creation.default.*`, never tolerate errors, and set aside what they can't read, or their page says why
              there is nothing to set aside;
            * sinks have a dead letter queue. Its replication factor is 1, so that an example runs on one broker: **raise
              `errors.deadletterqueue.topic.replication.factor` in your cluster**;
            * every key is known to the plugin, its transforms and the worker, and `config/validate` finds nothing wrong: `ExampleCheckIT`
              asks a worker that has all plugins.

            Beside them: `layouts`, `sessions`, `databases` and `contracts` hold what examples refer to.

            | example | connector | what it shows | variables |
            |---|---|---|---|
            """;
}
