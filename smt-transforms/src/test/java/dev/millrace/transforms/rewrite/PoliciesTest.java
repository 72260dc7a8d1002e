package dev.millrace.transforms.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.PlainValue;
import dev.millrace.transforms.rewrite.Policies.Errors;
import dev.millrace.transforms.rewrite.Policies.Missing;
import dev.millrace.transforms.rewrite.Policies.Nulls;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of values that are not as a rule expects them. */
class PoliciesTest {

    private static final Schema INNER = SchemaBuilder.struct()
            .field("text", SchemaBuilder.string().optional().defaultValue("std").build())
            .field("number", Schema.OPTIONAL_INT32_SCHEMA)
            .optional()
            .build();
    private static final Schema OUTER = SchemaBuilder.struct()
            .field("inner", INNER)
            .field("list", SchemaBuilder.array(INNER).optional().build())
            .build();

    private static Struct outer(Struct inner) {
        return new Struct(OUTER).put("inner", inner);
    }

    @ParameterizedTest
    @CsvSource({
        "inner.txt, 'there is no field txt; did you mean text?'",
        "iner.text, 'there is no field iner; did you mean inner?'",
        "list.text, 'an array has no fields; write [*] or an index before the name'",
        "inner[0], a struct has no elements",
        "inner.text.x, a value of type string has no parts",
        "list[*].tex, 'there is no field tex; did you mean text?'",
        "**.txt, 'there is no field txt; did you mean text?'"
    })
    void failsOnAPathThatASchemaHasNotWhateverTheRecordHolds(String path, String hint) {
        Changed changed = Changed.toCapitals(path).on(Missing.FAIL);

        assertThatThrownBy(() -> changed.of(new Struct(OUTER))).isInstanceOfSatisfying(RuleFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo("missing");
            assertThat(failure.path()).isEqualTo(path.replace("[0]", "[*]"));
            assertThat(failure.rule()).isEqualTo("r1");
            assertThat(failure.hint()).isEqualTo(hint);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"inner.txt", "iner.text", "list[*].txt", "inner[0]", "inner.text.x", "list[5].text", "*.txt"})
    void failsOnAPathThatAMapHasNot(String path) {
        Map<String, Object> map = Map.of("inner", Map.of("text", "a"), "list", List.of(Map.of("text", "b")));

        assertThatThrownBy(() -> Changed.toCapitals(path).on(Missing.FAIL).of(map))
                .isInstanceOfSatisfying(
                        RuleFailure.class, failure -> assertThat(failure.code()).isEqualTo("missing"));
        assertThat(Changed.toCapitals(path).on(Missing.IGNORE).of(map).value()).isSameAs(map);
        assertThat(Changed.toCapitals(path).on(Missing.NULL).of(map).value()).isSameAs(map);
    }

    @ParameterizedTest
    @EnumSource(
            value = Missing.class,
            names = {"IGNORE", "NULL"})
    void leavesARecordAloneWhosePathIsMissing(Missing missing) {
        Struct struct = outer(new Struct(INNER).put("text", "a"));

        assertThat(Changed.toCapitals("inner.txt").on(missing).of(struct).value())
                .isSameAs(struct);
    }

    @Test
    void goesOnAsIfNullWereThereWhereThatIsAskedFor() {
        Changed drops = Changed.toCapitals("inner.txt").on(Missing.NULL).on(Nulls.DROP);
        Changed fails = Changed.toCapitals("inner.txt").on(Missing.NULL).on(Nulls.FAIL);

        assertThatThrownBy(() -> drops.of(new Struct(OUTER))).isInstanceOf(DroppedRecord.class);
        assertThatThrownBy(() -> drops.of(Map.of("inner", Map.of()))).isInstanceOf(DroppedRecord.class);
        assertThatThrownBy(() -> fails.of(new Struct(OUTER)))
                .isInstanceOfSatisfying(
                        RuleFailure.class, failure -> assertThat(failure.code()).isEqualTo("null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list[*].text", "list[*].*", "**.text", "list[*].**.text"})
    void findsNothingMissingInAnEmptyList(String path) {
        Map<String, Object> map = Map.of("list", List.of());

        assertThat(Changed.toCapitals(path).on(Missing.FAIL).of(map).value()).isSameAs(map);
    }

    @Test
    void keepsNullsAsTheyAre() {
        Struct nullParent = new Struct(OUTER);
        Struct nullText = outer(new Struct(INNER).put("number", 1));
        Map<String, Object> map = new HashMap<>();
        map.put("inner", null);

        assertThat(Changed.toCapitals("inner.text").of(nullParent).value()).isSameAs(nullParent);
        assertThat(Changed.toCapitals("inner.text").of(nullText).value()).isSameAs(nullText);
        assertThat(Changed.toCapitals("inner.text").of(map).value()).isSameAs(map);
        assertThat(Changed.toCapitals("list[*].text").of(nullParent).value()).isSameAs(nullParent);
    }

    @Test
    void putsTheDefaultOfASchemaWhereItIsAskedFor() {
        Struct nullText = outer(new Struct(INNER).put("number", 1));
        Map<String, Object> map = new HashMap<>();
        map.put("inner", null);

        Object done =
                Changed.toCapitals("inner.text").on(Nulls.DEFAULT).of(nullText).value();

        assertThat(PlainValue.withoutNulls(done)).isEqualTo(Map.of("inner", Map.of("text", "STD", "number", 1)));
        assertThat(Changed.toCapitals("inner.text")
                        .on(Nulls.DEFAULT)
                        .of(new Struct(OUTER))
                        .value())
                .isEqualTo(new Struct(OUTER));
        assertThat(Changed.toCapitals("inner.text").on(Nulls.DEFAULT).of(map).value())
                .isSameAs(map);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inner.text", "inner", "list[*].text"})
    void dropsOrFailsANullWhereverItStandsOnTheWay(String path) {
        Map<String, Object> map = new HashMap<>();
        map.put("inner", null);
        map.put("list", null);

        for (Object value : List.of(new Struct(OUTER), map)) {
            Change any = new Inline(before -> before, (spot, given) -> given);
            assertThatThrownBy(() -> Changed.by(any, path).on(Nulls.DROP).of(value))
                    .isInstanceOf(DroppedRecord.class);
            assertThatThrownBy(() -> Changed.by(any, path).on(Nulls.FAIL).of(value))
                    .isInstanceOfSatisfying(RuleFailure.class, failure -> {
                        assertThat(failure.code()).isEqualTo("null");
                        assertThat(failure.path()).isEqualTo(path);
                    });
        }
    }

    @Test
    void treatsANullElementLikeAnyNull() {
        Schema list = SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build();

        for (Schema schema : Arrays.asList(list, null)) {
            assertThatThrownBy(() -> Changed.toCapitals("[*]").on(Nulls.DROP).of(schema, Arrays.asList("a", null)))
                    .isInstanceOf(DroppedRecord.class);
        }
    }

    @Test
    void failsOnAValueThatCannotBeChanged() {
        Struct struct = outer(new Struct(INNER).put("number", 4711));

        for (Object value : List.of(struct, Map.of("inner", Map.of("number", 4711)))) {
            assertThatThrownBy(() -> Changed.toCapitals("inner.number").of(value))
                    .isInstanceOfSatisfying(RuleFailure.class, failure -> {
                        assertThat(failure.code()).isEqualTo("not-a-text");
                        assertThat(failure.path()).isEqualTo("inner.number");
                        assertThat(failure.getMessage()).doesNotContain("4711");
                    });
        }
        assertThat(Changed.toCapitals("inner.number")
                        .of(outer(new Struct(INNER)))
                        .value())
                .as("only where a value stands")
                .isEqualTo(outer(new Struct(INNER)));
    }

    @Test
    void putsNullInThePlaceOfAValueThatCannotBeChanged() {
        Struct struct = outer(new Struct(INNER).put("number", 4711));

        Object ofStruct =
                Changed.toCapitals("inner.number").on(Errors.NULL).of(struct).value();
        Object ofMap = Changed.toCapitals("inner.number")
                .on(Errors.NULL)
                .of(Map.of("inner", Map.of("number", 4711)))
                .value();

        assertThat(((Struct) ofStruct).getStruct("inner").get("number")).isNull();
        assertThat(ofMap).hasToString("{inner={number=null}}");
        assertThat(PlainValue.withoutNulls(ofMap)).isEqualTo(Map.of("inner", Map.of()));
    }

    @Test
    void keepsAValueThatCannotBeChanged() {
        Struct struct = outer(new Struct(INNER).put("number", 4711));
        Map<String, Object> map = Map.of("inner", Map.of("number", 4711));

        assertThat(Changed.toCapitals("inner.number").on(Errors.KEEP).of(struct).value())
                .isSameAs(struct);
        assertThat(Changed.toCapitals("inner.number").on(Errors.KEEP).of(map).value())
                .isSameAs(map);
    }

    @Test
    void failsWhereAValueCannotBeKeptBecauseTheSchemaHasAnotherType() {
        Changed lengths = Changed.by(
                        new Inline(before -> Schema.OPTIONAL_INT32_SCHEMA, (spot, value) -> {
                            throw spot.failure("not-today");
                        }),
                        "inner.text")
                .on(Errors.KEEP);

        assertThatThrownBy(() -> lengths.of(outer(new Struct(INNER).put("text", "a"))))
                .isInstanceOfSatisfying(
                        RuleFailure.class, failure -> assertThat(failure.code()).isEqualTo("cannot-be-kept"));
        assertThat(lengths.of(Map.of("inner", Map.of("text", "a"))).value())
                .isEqualTo(Map.of("inner", Map.of("text", "a")));
    }

    @Test
    void tellsNoKeyOfAMapThatAStarTook() {
        Map<String, Object> map = Map.of("people", Map.of("ada-4711", 5));

        for (String path : List.of("people.*", "**", "people.**.ada-4711")) {
            if (!path.equals("**")) {
                assertThatThrownBy(() -> Changed.toCapitals(path).of(map))
                        .isInstanceOfSatisfying(
                                RuleFailure.class,
                                failure -> assertThat(failure.path()).isEqualTo(path));
            }
        }
    }

    @Test
    void askForATopicWhereTheyRoute() {
        ConfigDef definition = new ConfigDef();
        Policies.defineErrors(definition, Errors.FAIL);

        assertThat(definition.validate(Map.of("on.error", "route")))
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.name()).isEqualTo("quarantine.topic");
                    assertThat(value.errorMessages())
                            .containsExactly("quarantine.topic must be given with on.error=route; name a topic");
                });
        assertThatThrownBy(() -> CrossCheck.parse(definition, Map.of("on.error", "Route", "quarantine.topic", " ")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("quarantine.topic");
        assertThat(Policies.from(CrossCheck.parse(definition, Map.of("on.error", "route", "quarantine.topic", "q"))))
                .satisfies(policies -> {
                    assertThat(policies.quarantine()).contains("q");
                    assertThat(policies.errors()).isEqualTo(Errors.ROUTE);
                    assertThat(policies.missing()).isEqualTo(Missing.FAIL);
                });
    }

    @Test
    void refuseATopicThatNothingGoesTo() {
        ConfigDef definition = new ConfigDef();
        Policies.defineErrors(definition, Errors.FAIL);

        assertThatThrownBy(() -> CrossCheck.parse(definition, Map.of("quarantine.topic", "q")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("quarantine.topic gets nothing with on.error=fail: remove it, or choose route");
    }

    @Test
    void standAtWhatDoesLeastHarmWhereTheyAreNotDeclared() {
        Policies policies = Policies.from(new AbstractConfig(new ConfigDef(), Map.of(), false));

        assertThat(policies.missing()).isEqualTo(Missing.FAIL);
        assertThat(policies.nulls()).isEqualTo(Nulls.KEEP);
        assertThat(policies.errors()).isEqualTo(Errors.FAIL);
        assertThat(policies.tombstones()).isEqualTo(Policies.Tombstones.PASS);
        assertThat(policies.quarantine()).isEmpty();
    }
}
