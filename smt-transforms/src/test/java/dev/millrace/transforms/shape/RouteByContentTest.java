package dev.millrace.transforms.shape;

import static dev.millrace.transforms.shape.Trees.configured;
import static dev.millrace.transforms.shape.Trees.map;
import static dev.millrace.transforms.shape.Trees.plain;
import static dev.millrace.transforms.shape.Trees.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.RouteByContent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteByContentTest {

    private static final String RULES = """
            [{"name": "large", "when": "amount >= 1000", "topic": "orders.large"},
             {"name": "home", "when": "country in ('DE', 'AT')", "topic": "orders.{value.country|lower}"},
             {"name": "test", "when": "$header.test exists", "key": "{value.id}-{topic}", "partition": "auto"}]
            """;

    private static RouteByContent<SourceRecord> route(String rules, String... more) {
        String[] pairs = Arrays.copyOf(new String[] {"rules", rules}, 2 + more.length);
        System.arraycopy(more, 0, pairs, 2, more.length);
        return configured(new RouteByContent<SourceRecord>(), pairs);
    }

    @ParameterizedTest
    @CsvSource({"1000, FR, orders.large", "1000, DE, orders.large", "5, AT, orders.at", "5, FR, orders"})
    void theFirstRuleThatIsForARecordHasIt(int amount, String country, String topic) {
        Map<String, Object> order = map("id", 1, "amount", amount, "country", country);
        RouteByContent<SourceRecord> transform = route(RULES);

        for (SourceRecord record : List.of(plain(order), typed(order))) {
            SourceRecord routed = Objects.requireNonNull(transform.apply(record));

            assertThat(routed.topic()).isEqualTo(topic);
            assertThat(routed.kafkaPartition()).isEqualTo(3);
            assertThat(routed.key()).isEqualTo("k");
            assertThat(routed.value()).isSameAs(record.value());
            assertThat(routed.timestamp()).isEqualTo(5L);
        }
    }

    @Test
    void setsKeysPartitionsAndTimes() {
        SourceRecord record = plain(map("id", 1, "shard", 4, "at", Date.from(Instant.ofEpochMilli(77))));
        record.headers().addString("test", "yes");
        RouteByContent<SourceRecord> byHeader = route(RULES);
        RouteByContent<SourceRecord> byPlace = route("[{\"partition\": \"{value.shard}\", \"timestamp\": \"at\"}]");

        SourceRecord keyed = Objects.requireNonNull(byHeader.apply(record));
        SourceRecord placed = Objects.requireNonNull(byPlace.apply(record));

        assertThat(keyed.key()).isEqualTo("1-orders");
        assertThat(keyed.kafkaPartition()).isNull();
        assertThat(keyed.topic()).isEqualTo("orders");
        assertThat(keyed.headers().lastWithName("test").value()).isEqualTo("yes");
        assertThat(placed.kafkaPartition()).isEqualTo(4);
        assertThat(placed.timestamp()).isEqualTo(77L);
    }

    @Test
    void aRecordOfASinkKeepsItsPartitionWhereTheProducerWouldChoose() {
        RouteByContent<SinkRecord> transform =
                configured(new RouteByContent<SinkRecord>(), "rules", "[{\"topic\": \"t\", \"partition\": \"auto\"}]");

        SinkRecord routed =
                Objects.requireNonNull(transform.apply(new SinkRecord("orders", 2, null, "k", null, map("a", 1), 9)));

        assertThat(routed.topic()).isEqualTo("t");
        assertThat(routed.kafkaPartition()).isEqualTo(2);
    }

    @Test
    void aTimeBefore1970IsAFailureForKafkaHasNone() {
        RouteByContent<SourceRecord> transform = route("[{\"timestamp\": \"at\"}]");

        assertThatThrownBy(() -> transform.apply(plain(map("at", Date.from(Instant.ofEpochMilli(-1))))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no-timestamp");
    }

    @Test
    void aTombstoneIsRoutedByItsKey() {
        RouteByContent<SourceRecord> transform = route("[{\"when\": \"$key == 'k'\", \"topic\": \"gone\"}]");

        SourceRecord routed = Objects.requireNonNull(transform.apply(plain(null)));

        assertThat(routed.topic()).isEqualTo("gone");
        assertThat(routed.value()).isNull();
    }

    @Test
    void renamesTheTopicForASinkAndKeepsWhereTheRecordCameFrom() {
        RouteByContent<SinkRecord> transform =
                configured(new RouteByContent<SinkRecord>(), "rules", "[{\"topic\": \"archive.{topic}\"}]");

        SinkRecord routed =
                Objects.requireNonNull(transform.apply(new SinkRecord("orders", 2, null, "k", null, map("a", 1), 9)));

        assertThat(routed.topic()).isEqualTo("archive.orders");
        assertThat(routed.originalTopic()).isEqualTo("orders");
        assertThat(routed.originalKafkaOffset()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a\\nb", "a:b"})
    void anIllegalTopicIsAFailureWithACode(String country) {
        RouteByContent<SourceRecord> transform = route("[{\"name\": \"r\", \"topic\": \"{value.country}\"}]");

        assertThatThrownBy(() -> transform.apply(plain(map("country", country))))
                .isInstanceOf(DataException.class)
                .hasMessage("{\"transform\":\"RouteByContent\",\"rule\":\"r\",\"path\":\"$topic\","
                        + "\"code\":\"illegal-topic\"}");
    }

    @Test
    void aTopicMayHave249LettersAndNoMore() {
        RouteByContent<SourceRecord> transform = route("[{\"topic\": \"{value.t}\"}]");

        assertThat(Objects.requireNonNull(transform.apply(plain(map("t", "a".repeat(249)))))
                        .topic())
                .hasSize(249);
        assertThatThrownBy(() -> transform.apply(plain(map("t", "a".repeat(250)))))
                .hasMessageContaining("illegal-topic");
    }

    @Test
    void onlyAllowedTopicsAreMade() {
        RouteByContent<SourceRecord> transform =
                route("[{\"topic\": \"orders.{value.c}\"}]", "allowed.topics", "orders\\.[a-z]{2}");

        assertThat(Objects.requireNonNull(transform.apply(plain(map("c", "de"))))
                        .topic())
                .isEqualTo("orders.de");
        assertThatThrownBy(() -> transform.apply(plain(map("c", "evil")))).hasMessageContaining("topic-not-allowed");
    }

    @Test
    void aPlaceThatNothingFillsIsAFailureUnlessItHasADefault() {
        assertThatThrownBy(() -> route("[{\"topic\": \"o.{value.c}\"}]").apply(plain(map("d", 1))))
                .hasMessageContaining("\"path\":\"$value.c\",\"code\":\"missing\"");
        assertThat(Objects.requireNonNull(route("[{\"topic\": \"o.{value.c|default('x')}\"}]")
                                .apply(plain(map("d", 1))))
                        .topic())
                .isEqualTo("o.x");
    }

    @Test
    void recordsWithoutARuleStayFailOrGoToATopic() {
        String rules = "[{\"when\": \"a == 1\", \"topic\": \"ones\"}]";
        SourceRecord record = plain(map("a", 2));

        assertThat(route(rules).apply(record)).isSameAs(record);
        assertThatThrownBy(() -> route(rules, "default", "fail").apply(record)).hasMessageContaining("no-rule");
        assertThat(Objects.requireNonNull(route(rules, "default", "topic", "default.topic", "others.{value.a}")
                                .apply(record))
                        .topic())
                .isEqualTo("others.2");
    }

    @Test
    void failedRecordsGoToTheQuarantineTopicOrStayWhereTheyAre() {
        String rules = "[{\"topic\": \"{value.t}\"}]";
        SourceRecord record = plain(map("t", ".."));

        SourceRecord routed = Objects.requireNonNull(
                route(rules, "on.error", "route", "quarantine.topic", "bad").apply(record));

        assertThat(routed.topic()).isEqualTo("bad");
        assertThat(routed.headers().lastWithName("millrace.error.code").value()).isEqualTo("illegal-topic");
        assertThat(route(rules, "on.error", "keep").apply(record)).isSameAs(record);
    }

    @Test
    void aRegularExpressionThatTakesTooLongIsAFailureWithACode() {
        RouteByContent<SourceRecord> transform = route("[{\"when\": \"a ~ '(x|xx)+$'\", \"topic\": \"t\"}]");

        assertThatThrownBy(() -> transform.apply(plain(map("a", "x".repeat(9_000) + "!"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expression-too-costly");
    }

    @Test
    void recordsThatAreNoDataPass() {
        SourceRecord audit = plain(map("amount", 5000));
        SourceRecord marked = audit.newRecord(
                "audit",
                null,
                null,
                null,
                null,
                audit.value(),
                null,
                new ConnectHeaders().addString("millrace.kind", "audit"));

        assertThat(route(RULES).apply(marked)).isSameAs(marked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        [{"topic": "a b"}] | rule 1 topic: no topic can have this name
        [{"topic": "orders.${value.c}"}] | rule 1 topic: no topic can have this name
        [{"topic": "{valu.c}"}] | nothing fills {valu.c}
        [{"topic": "{value.items[*]}"}] | leads to many places
        [{"when": "a = 1", "topic": "t"}] | rule 1 when: at character 3 stands =; write ==
        [{"when": "a == 1"}] | rule 1 does nothing
        [{"topic": "t"}, {"whn": "a == 1", "topic": "t"}] | rule 2 holds whn, which nothing reads here; did you mean when?
        [{"partition": "-1"}] | rule 1 partition: must be a number from 0
        [{"topic": 1, "topic": 2}] | is no JSON: Duplicate field 'topic'
        """)
    void saysWhatIsWrongWithItsRules(String rules, String fault) {
        assertThatThrownBy(() -> route(rules))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("rules ")
                .hasMessageContaining(fault);
        assertThat(errors(new RouteByContent<SourceRecord>(), Map.of("rules", rules)))
                .anySatisfy(error -> assertThat(error).contains(fault));
    }

    @ParameterizedTest
    @CsvSource({
        "default, topic, default.topic is needed with default=topic",
        "default.topic, t, default.topic is used with default=topic only",
        "default.topic, a b, no topic can have this name",
        "allowed.topics, large, rules has a topic in rule large that allowed.topics forbids",
        "allowed.topics, [, allowed.topics is no regular expression",
        "on.error, null, on.error can't be null here"
    })
    void saysWhatIsWrongBetweenKeysInAValidation(String key, String value, String fault) {
        assertThat(errors(new RouteByContent<SourceRecord>(), Map.of("rules", RULES, key, value)))
                .anySatisfy(error -> assertThat(error).contains(fault));
        assertThatThrownBy(() -> route(RULES, key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(fault);
    }

    private static List<String> errors(Transformation<?> transform, Map<String, String> properties) {
        return transform.config().validate(properties).stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();
    }
}
