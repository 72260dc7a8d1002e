package dev.millrace.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Compiled rules and the library give the same verdict of generated values by generated schemas. */
final class RulesAgainstLibraryTest {

    private static final int DEPTH = 2;
    private static final List<String> NAMES = List.of("a", "b", "c", "d.e");
    private static final List<BigDecimal> NUMBERS =
            List.of("-3", "-0.5", "0", "0.5", "1", "2", "2.5", "3", "100", "9223372036854775808").stream()
                    .map(ContractText::number)
                    .toList();
    private static final List<String> TEXTS =
            List.of("", "a", "ab", "abc", "2024-02-29", "12:00:00Z", "a@b.cd", "\uD83D\uDE00");

    @Property(tries = 1_000, seed = "4711")
    void giveTheSameVerdict(@ForAll("schemas") Object schema, @ForAll("values") @Nullable Object value) {
        for (Dialect dialect : Dialect.values()) {
            for (ContractOptions.Nulls nulls : ContractOptions.Nulls.values()) {
                ContractOptions options = new ContractOptions(Optional.empty(), nulls, true);
                Optional<ContractChecker> rules = ContractTrees.byRules(schema, dialect, options);
                assertThat(rules).as("compiled").isPresent();

                boolean accepted = rules.get().accepts(null, value);

                assertThat(ContractTrees.byLibrary(schema, dialect, options).accepts(null, value))
                        .as("%s of %s", value, schema)
                        .isEqualTo(accepted);
                assertThat(rules.get().check(null, value, 5).isEmpty()).isEqualTo(accepted);
                Statistics.collect(accepted);
            }
        }
        Statistics.coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 10);
            coverage.check(false).percentage(share -> share > 10);
        });
    }

    @Provide
    Arbitrary<Object> schemas() {
        return schema(DEPTH);
    }

    @Provide
    Arbitrary<@Nullable Object> values() {
        return value(DEPTH);
    }

    private static Arbitrary<@Nullable Object> value(int depth) {
        Arbitrary<@Nullable Object> scalar = Arbitraries.oneOf(
                Arbitraries.of(TEXTS).map(text -> (Object) text),
                Arbitraries.of(NUMBERS).map(number -> (Object) number),
                Arbitraries.of(1L, 2, 2.5, 0.5f, (short) 3).map(number -> (Object) number),
                Arbitraries.of(true, false).map(flag -> (Object) flag),
                Arbitraries.of(true).map(flag -> null));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<@Nullable Object> inner = value(depth - 1);
        Arbitrary<@Nullable Object> list = inner.list().ofMaxSize(3).map(elements -> elements);
        return Arbitraries.frequencyOf(
                Tuple.of(2, scalar),
                Tuple.of(1, list),
                Tuple.of(3, map(inner, NAMES).map(map -> map)));
    }

    private static Arbitrary<Map<String, @Nullable Object>> map(Arbitrary<?> values, List<String> names) {
        return Combinators.combine(
                        Arbitraries.of(names).set().ofMaxSize(4), values.list().ofSize(4))
                .as((keys, all) -> {
                    Map<String, @Nullable Object> map = new LinkedHashMap<>();
                    keys.forEach(key -> map.put(key, all.get(map.size())));
                    return map;
                });
    }

    private static Arbitrary<Object> schema(int depth) {
        if (depth == 0) {
            return Arbitraries.of(true, false).map(flag -> (Object) flag);
        }
        Arbitrary<Object> inner = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just((Object) true)), Tuple.of(4, Arbitraries.lazy(() -> schema(depth - 1))));
        Arbitrary<Map.Entry<String, Object>> keyword = Arbitraries.oneOf(
                entry("type", Arbitraries.of("object", "array", "string", "number", "integer", "boolean", "null")),
                entry(
                        "type",
                        Arbitraries.of("object", "array", "string", "integer", "null")
                                .set()
                                .ofMinSize(1)
                                .map(List::copyOf)),
                entry("properties", map(inner, NAMES)),
                entry("properties", map(inner, NAMES)),
                entry("additionalProperties", inner),
                entry("required", Arbitraries.of(NAMES).set().ofMaxSize(2).map(List::copyOf)),
                entry("items", inner),
                entry("enum", value(1).list().ofMinSize(1).ofMaxSize(4).map(RulesAgainstLibraryTest::distinct)),
                entry("const", value(1).map(RulesAgainstLibraryTest::plain)),
                entry("pattern", Arbitraries.of("^a", "b$", "^.{2}$", "[0-9]")),
                entry("format", Arbitraries.of("date", "time", "email", "uuid", "date-time")),
                entry(
                        Arbitraries.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
                        Arbitraries.of(NUMBERS)),
                entry("multipleOf", Arbitraries.of(NUMBERS).filter(number -> number.signum() > 0)),
                entry(
                        Arbitraries.of(
                                "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
                        Arbitraries.integers().between(0, 3).map(count -> ContractText.number(String.valueOf(count)))),
                entry("uniqueItems", Arbitraries.of(true, false)),
                entry(
                        Arbitraries.of("allOf", "anyOf", "oneOf"),
                        inner.list().ofMinSize(1).ofMaxSize(2)),
                entry("not", inner));
        return keyword.list().ofMaxSize(4).map(keywords -> {
            Map<String, Object> schema = new LinkedHashMap<>();
            keywords.forEach(one -> schema.put(one.getKey(), one.getValue()));
            return schema;
        });
    }

    private static Arbitrary<Map.Entry<String, Object>> entry(String keyword, Arbitrary<?> values) {
        return entry(Arbitraries.just(keyword), values);
    }

    private static Arbitrary<Map.Entry<String, Object>> entry(Arbitrary<String> keywords, Arbitrary<?> values) {
        return Combinators.combine(keywords, values)
                .as((keyword, value) -> new AbstractMap.SimpleEntry<>(keyword, value));
    }

    private static List<@Nullable Object> distinct(List<@Nullable Object> values) {
        return new ArrayList<>(new LinkedHashSet<>((List<?>) Objects.requireNonNull(plain(values))));
    }

    /** As a contract's text would give it. */
    private static @Nullable Object plain(@Nullable Object value) {
        return JsonForm.tree(null, value, ContractOptions.Nulls.NULL);
    }
}
