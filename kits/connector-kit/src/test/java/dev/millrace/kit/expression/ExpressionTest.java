package dev.millrace.kit.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.RecordSpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {

    private static final Map<?, ?> SPEC = (Map<?, ?>) RecordSpec.load("/spec/expression/expressions.yaml");
    private static final RecordSpec RECORD = new RecordSpec((Map<?, ?>) Objects.requireNonNull(SPEC.get("record")));

    static Stream<Map<?, ?>> answers() {
        return cases().filter(one -> one.containsKey("answer"));
    }

    static Stream<Map<?, ?>> faults() {
        return cases().filter(one -> one.containsKey("fault"));
    }

    private static Stream<Map<?, ?>> cases() {
        return ((List<?>) Objects.requireNonNull(SPEC.get("cases"))).stream().map(one -> (Map<?, ?>) one);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersAsTheCaseSays(Map<?, ?> spec) {
        Expression expression = Expression.parse(String.valueOf(spec.get("ask")));

        assertThat(expression.test(RECORD.plain())).isEqualTo(spec.get("answer"));
        assertThat(expression.test(RECORD.structured())).isEqualTo(spec.get("answer"));
        assertThat(expression).hasToString(String.valueOf(spec.get("ask")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhatIsWrongAndWhere(Map<?, ?> spec) {
        assertThatThrownBy(() -> Expression.parse(String.valueOf(spec.get("ask"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at character " + spec.get("at") + " ")
                .hasMessageContaining(String.valueOf(spec.get("fault")));
    }

    @Test
    void readsRecordsOfSources() {
        SourceRecord record =
                new SourceRecord(Map.of(), Map.of(), "orders", 2, null, "k", null, Map.of("a", 1), 5L, List.of());

        assertThat(Expression.parse("$topic == 'orders' and $partition == 2 and $key == 'k' and a == 1")
                        .test(record))
                .isTrue();
        assertThat(Expression.parse("$offset >= 0").test(record)).isFalse();
        assertThat(Expression.parse("$timestamp == 5").test(record)).isTrue();
    }

    @Test
    void readsAValueThatIsInNoRecordYet() {
        Schema schema =
                SchemaBuilder.struct().field("kind", Schema.STRING_SCHEMA).build();
        Struct value = new Struct(schema).put("kind", "A");

        assertThat(Expression.parse("kind == 'A'").test(schema, value)).isTrue();
        assertThat(Expression.parse("kind == 'B'").test(schema, value)).isFalse();
        assertThat(Expression.parse("kind == 'A'").test(null, Map.of("kind", "A")))
                .isTrue();
        assertThat(Expression.parse("$key exists or $header.kind exists").test(schema, value))
                .isFalse();
    }

    @Test
    void knowsATombstone() {
        SinkRecord record = sink(null, null);

        assertThat(Expression.parse("$value isNull").test(record)).isTrue();
        assertThat(Expression.parse("$value exists").test(record)).isFalse();
        assertThat(Expression.parse("country == 'DE' or country isNull").test(record))
                .isFalse();
    }

    @Test
    void takesAValueThatIsNoFieldForItself() {
        assertThat(Expression.parse("$value contains 'rro'").test(sink(null, "error")))
                .isTrue();
        assertThat(Expression.parse("$value[0] == 'a'").test(sink(null, List.of("a", "b"))))
                .isTrue();
    }

    @Test
    void leavesDefaultsOfSchemasAlone() {
        Schema schema = SchemaBuilder.struct()
                .field("a", SchemaBuilder.string().optional().defaultValue("x").build())
                .build();
        SinkRecord record = sink(schema, new Struct(schema));

        assertThat(Expression.parse("a == 'x'").test(record)).isFalse();
        assertThat(Expression.parse("a isNull").test(record)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, n == 0.1, true",
        "0.1, n < 0.1 or n > 0.1, false",
        "12345678901234567890, n > 12345678901234567889, true",
        "12345678901234567890.5, n == 12345678901234567890.5, true",
        "-0.0, n == 0, true",
        "1e400, n > 1, true"
    })
    void comparesDecimalsExactly(String number, String expression, boolean answer) {
        BigDecimal exact = new BigDecimal(number);
        Expression parsed = Expression.parse(expression);

        assertThat(parsed.test(sink(null, Map.of("n", exact)))).isEqualTo(answer);
        if (exact.scale() <= 0) {
            assertThat(parsed.test(sink(null, Map.of("n", exact.toBigInteger()))))
                    .isEqualTo(answer);
        }
    }

    @Test
    void takesFloatsForWhatTheyAreWrittenAs() {
        assertThat(Expression.parse("n == 0.1").test(sink(null, Map.of("n", 0.1f))))
                .isTrue();
        assertThat(Expression.parse("n == 16777216").test(sink(null, Map.of("n", 16777216f))))
                .isTrue();
        assertThat(Expression.parse("n == 0").test(sink(null, Map.of("n", -0.0))))
                .isTrue();
        assertThat(Expression.parse("n == 9007199254740993").test(sink(null, Map.of("n", 9007199254740992.0))))
                .isFalse();
        assertThat(Expression.parse("n > 5 and n > 5.5").test(sink(null, Map.of("n", Double.POSITIVE_INFINITY))))
                .isTrue();
        assertThat(Expression.parse("n == 5 or n != 5 or n < 5.5 or n > 5.5 or n not in (1)")
                        .test(sink(null, Map.of("n", Double.NaN))))
                .isFalse();
        assertThat(Expression.parse("n == 7").test(sink(null, Map.of("n", BigInteger.valueOf(7)))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"(a+)+$", "(a|aa)+$", "(a|b)*c"})
    void givesUpOnARegularExpressionThatRunsAway(String regex) {
        Expression expression = Expression.parse("text ~ '" + regex + "'");
        SinkRecord record = sink(null, Map.of("text", "a".repeat(9_000) + "!"));

        assertThatThrownBy(() -> expression.test(record))
                .isInstanceOfSatisfying(ConnectorFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
                    assertThat(failure.code()).isEqualTo("expression-too-costly");
                })
                .hasMessageContaining(regex)
                .hasMessageNotContaining("aaaa");
    }

    @ParameterizedTest
    @CsvSource({
        "needle, true",
        ".*needle.*, true",
        ".*.*needle, true",
        ".*?needle, true",
        ".*+needle, false",
        ".*|x, true"
    })
    void takesAnythingInFrontForWhatItIs(String regex, boolean found) {
        Expression expression = Expression.parse("text ~ '" + regex + "'");

        assertThat(expression.test(sink(null, Map.of("text", "a needle in hay"))))
                .isEqualTo(found);
        assertThat(expression.test(sink(null, Map.of("text", "hay".repeat(1_000)))))
                .isEqualTo(regex.endsWith("|x"));
    }

    @Test
    void searchesALongTextForAnythingInFrontOfAWord() {
        Expression expression = Expression.parse("text ~ '.*needle.*'");

        assertThat(expression.test(sink(null, Map.of("text", "hay".repeat(10_000)))))
                .isFalse();
    }

    @Test
    void looksAtTheBeginningOfALongTextAlone() {
        Expression expression = Expression.parse("text ~ 'needle'");

        assertThat(expression.test(sink(null, Map.of("text", "x".repeat(9_994) + "needle"))))
                .isTrue();
        assertThat(expression.test(sink(null, Map.of("text", "x".repeat(9_995) + "needle"))))
                .isFalse();
    }

    @Test
    void takesAnyNumberOfConditionsBesideOneAnother() {
        String many = "not (a == 1) and ".repeat(500) + "a == 2";

        assertThat(Expression.parse(many).test(sink(null, Map.of("a", 2)))).isTrue();
        assertThat(Expression.parse(many).test(sink(null, Map.of("a", 1)))).isFalse();
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertThat(Expression.parse("(".repeat(90) + "a exists" + ")".repeat(90))
                        .test(sink(null, Map.of("a", 1))))
                .isTrue();
        assertThatThrownBy(() -> Expression.parse("(".repeat(5_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested too deep");
        assertThatThrownBy(() -> Expression.parse("not ".repeat(5_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested too deep");
    }

    @Test
    void answersOrRefusesWhateverIsWritten() {
        Random random = new Random(4711);
        String[] words = {
            "a",
            "b.c",
            "$topic",
            "$header.x",
            "`a b`",
            "==",
            "!=",
            "<",
            "~",
            "in",
            "not",
            "and",
            "or",
            "(",
            ")",
            ",",
            "'x'",
            "5",
            "-1.5",
            "true",
            "null",
            "exists",
            "isNull",
            "contains",
            "[*]",
            ".",
            "`",
            "'",
            " "
        };
        SinkRecord record = sink(null, Map.of("a", "x", "b", Map.of("c", 5)));

        int answered = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.append(words[random.nextInt(words.length)]).append(random.nextInt(4) == 0 ? "" : " ");
            }
            try {
                assertThat(Expression.parse(text.toString()).test(record)).isIn(true, false);
                answered++;
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).contains("at character ");
            }
        }
        assertThat(answered).isPositive();
    }

    private static SinkRecord sink(@Nullable Schema schema, @Nullable Object value) {
        return new SinkRecord("t", 0, null, null, schema, value, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "b > 1, expression-missing",
        "a > 'x', expression-type",
        "a == 'x', expression-type",
        "a != true, expression-type",
        "a in ('x'), expression-type",
        "a not in ('x'), expression-type",
        "a startsWith 'x', expression-type",
        "a contains 1, expression-type",
        "not b == 1, expression-missing",
        "$header.h == 1, expression-missing"
    })
    void aStrictOneFailsWhereItCanNotCompare(String ask, String code) {
        SinkRecord record = new SinkRecord("t", 0, null, null, null, Map.of("a", 1234567), 0);

        assertThatThrownBy(() -> Expression.parseStrictly(ask).test(record))
                .isInstanceOfSatisfying(ConnectorFailure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
                    assertThat(failure).hasMessageNotContaining("1234567");
                });
        assertThat(Expression.parse(ask).test(record)).isEqualTo(ask.startsWith("not"));
    }

    @ParameterizedTest
    @CsvSource({
        "b exists and b > 1, false",
        "a > 1 and a < 7, true",
        "'a in (5, 6)', true",
        "n == 'x', false",
        "n isNull, true",
        "b isNull, false",
        "l[*] == 2, true",
        "l[*] == 3, false",
        "e[*] == 3, false"
    })
    void aStrictOneAnswersWhatItCompared(String ask, boolean answer) {
        Map<String, Object> value = new HashMap<>(Map.of("a", 6, "l", List.of(1, 2), "e", List.of()));
        value.put("n", null);

        assertThat(Expression.parseStrictly(ask).test(new SinkRecord("t", 0, null, null, null, value, 0)))
                .isEqualTo(answer);
    }
}
