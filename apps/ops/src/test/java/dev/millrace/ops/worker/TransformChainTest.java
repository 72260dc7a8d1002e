package dev.millrace.ops.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.ExitCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransformChainTest {

    private static final Map<String, String> RENAME_OR_DROP = Map.of(
            "transforms", "drop, rename",
            "transforms.drop.type", "org.apache.kafka.connect.transforms.Filter",
            "transforms.drop.predicate", "marked",
            "transforms.rename.type", "org.apache.kafka.connect.transforms.RegexRouter",
            "transforms.rename.regex", "orders",
            "transforms.rename.replacement", "paid",
            "predicates", "marked",
            "predicates.marked.type", "org.apache.kafka.connect.transforms.predicates.HasHeaderKey",
            "predicates.marked.name", "mark");

    private final PluginPath plugins = new PluginPath(List.of());

    @AfterEach
    void close() throws Exception {
        plugins.close();
    }

    @Test
    void appliesTheTransformsInTheirOrderUntilOneDropsTheRecord() {
        try (TransformChain<SinkRecord> chain = chain(RENAME_OR_DROP)) {
            assertThat(topic(chain, "other")).contains("paid");
            assertThat(topic(chain, "mark")).isEmpty();
        }
    }

    @Test
    void turnsAPredicateRoundThatIsNegated() {
        try (TransformChain<SinkRecord> chain = chain(with("transforms.drop.negate", "true"))) {
            assertThat(topic(chain, "other")).isEmpty();
            assertThat(topic(chain, "mark")).contains("paid");
            assertThat(chain.steps().get(0).predicate()).contains("not marked");
        }
    }

    @Test
    void refusesWhatAWorkerWouldRefuseByTheNameOfTheKey() {
        assertRefused(with("predicates", ""), "transforms.drop.predicate names marked, which predicates does not list");
        assertRefused(
                with("transforms.rename.type", "com.example.Gone"), "transforms.rename.type names com.example.Gone");
        assertRefused(with("transforms.rename.regex", "("), "transforms.rename refuses its settings: ");
        assertRefused(with("predicates.marked.name", ""), "predicates.marked refuses its settings: ");
        assertRefused(
                with("transforms.rename.replacement", "${vault:a/b:c}"),
                "transforms.rename.replacement needs ${vault:a/b:c}");
    }

    private void assertRefused(Map<String, String> settings, String sentence) {
        assertThatThrownBy(() -> chain(settings))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith(sentence);
    }

    private TransformChain<SinkRecord> chain(Map<String, String> settings) {
        return new TransformChain<>(new ConnectorFile(settings), plugins);
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> settings = new HashMap<>(RENAME_OR_DROP);
        settings.put(key, value);
        return settings;
    }

    private static Optional<String> topic(TransformChain<SinkRecord> chain, String header) {
        SinkRecord record = new SinkRecord(
                "orders", 0, null, null, null, "v", 1, null, null, new ConnectHeaders().addString(header, ""));
        return chain.apply(record).map(SinkRecord::topic);
    }
}
