package dev.millrace.transforms.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

    @Property(tries = 500, seed = "91")
    void revealsNoMoreThanIsTold(
            @ForAll @StringLength(max = 30) String text,
            @ForAll @IntRange(max = 8) int first,
            @ForAll @IntRange(max = 8) int last) {
        String masked = (String) Rules.applied(
                "'action':'partial','keepFirst':" + first + ",'keepLast':" + last + ",'char':'\u2022'", text);

        int[] before = text.codePoints().toArray();
        int[] after = masked.codePoints().toArray();
        assertThat(after).hasSameSizeAs(before);
        for (int at = 0; at < after.length; at++) {
            boolean shown = before.length > first + last && (at < first || at >= before.length - last);
            assertThat(after[at]).isEqualTo(shown ? before[at] : '\u2022');
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'''action'':''partial'',''keepLast'':4', 4111111111111111, ************1111",
        "'''action'':''partial'',''keepLast'':4', 1111, ****",
        "'''action'':''partial'',''keepLast'':4,''length'':6', 4111111111111111, ******1111",
        "'''action'':''partial'',''keepLast'':4,''length'':6', 11, ******",
        "'''action'':''partial'',''keepFirst'':1,''char'':''x''', Ada, Axx",
        "'''action'':''truncate'',''length'':2', Ada, Ad",
        "'''action'':''truncate'',''length'':5', Ada, Ada",
        "'''action'':''regex'',''pattern'':''(?<=.).(?=.*@)'',''replacement'':''*''', ada@example.com, a**@example.com",
        "'''action'':''regex'',''pattern'':''(.).*(@.*)'',''replacement'':''$1...$2''', ada@example.com, a...@example.com",
        "'''action'':''regex'',''pattern'':''[0-9]'',''replacement'':''\\\\$#''', 12, $#$#",
        "'''action'':''regex'',''pattern'':''[0-9]'',''replacement'':''#'',''unmatched'':''keep''', none, none",
        "'''action'':''regex'',''pattern'':''.*secret'',''replacement'':''''', a top secret plan, ' plan'",
        "'''action'':''generalise'',''to'':''year''', 1987-05-17, 1987",
        "'''action'':''generalise'',''to'':''month''', 1987-05-17T01:02:03Z, 1987-05",
        "'''action'':''generalise'',''to'':''year'',''format'':''dd.MM.uuuu''', 17.05.1987, 1987",
        "'''action'':''generalise'',''to'':''zip3''', 94110-1234, 941",
        "'''action'':''generalise'',''to'':''zip3''', 03601, 000",
        "'''action'':''generalise'',''to'':''zip3'',''sparse'':[''941'']', 94110, 000",
        "'''action'':''generalise'',''to'':''step'',''step'':10', 37, 30",
        "'''action'':''generalise'',''to'':''step'',''step'':2.5', -1.2, -2.5",
        "'''action'':''generalise'',''to'':''step'',''step'':10,''most'':90', 101, 90"
    })
    void masksATextAsTold(String rule, String text, String masked) {
        assertThat(Rules.applied(rule, text)).isEqualTo(masked);
        assertThat(Rules.applied(Rules.change(rule), Schema.STRING_SCHEMA, text))
                .isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "'''action'':''regex'',''pattern'':''[0-9]'',''replacement'':''#''', secret, unmatched",
        "'''action'':''generalise'',''to'':''year''', 2026-02-30, not-a-date",
        "'''action'':''generalise'',''to'':''year''', 2026-01-01x, not-a-date",
        "'''action'':''generalise'',''to'':''zip3''', 9411, not-a-zip",
        "'''action'':''generalise'',''to'':''step'',''step'':10', many, not-a-number",
        "'''action'':''generalise'',''to'':''step'',''step'':10', 1e999999999, out-of-range"
    })
    void failsRatherThanLetATextPass(String rule, String text, String code) {
        assertThatThrownBy(() -> Rules.applied(rule, text))
                .isInstanceOf(RuleFailure.class)
                .hasMessage(code + " at field by rule 1");
    }

    @Test
    void looksAtALongTextAsAWholeOrNotAtAll() {
        String mask = "'action':'regex','pattern':'[0-9]+','replacement':'#'";

        assertThat(Rules.applied(mask, "x".repeat(9_999) + "1")).isEqualTo("x".repeat(9_999) + "#");
        assertThatThrownBy(() -> Rules.applied(mask, "x".repeat(10_000) + "1")).hasMessageContaining("too-long");
    }

    @Test
    void givesUpWhereAnExpressionTakesTooLong() {
        assertThatThrownBy(() -> Rules.applied(
                        "'action':'regex','pattern':'x*x*x*x*y','replacement':'','unmatched':'keep'",
                        "x".repeat(5_000)))
                .hasMessage("expression-too-costly at field by rule 1");
    }

    @Test
    void generalisesTypedValuesWithinTheirTypes() {
        Date time = Date.from(Instant.parse("1987-05-17T01:02:03Z"));
        Schema price = Decimal.schema(2);

        assertThat(Rules.applied(Rules.change("'action':'generalise','to':'month'"), Timestamp.SCHEMA, time))
                .isEqualTo(Date.from(Instant.parse("1987-05-01T00:00:00Z")));
        assertThat(Rules.applied("'action':'generalise','to':'year'", time))
                .isEqualTo(Date.from(Instant.parse("1987-01-01T00:00:00Z")));
        assertThat(Rules.applied("'action':'generalise','to':'step','step':5", (short) 37))
                .isEqualTo((short) 35);
        assertThat(Rules.applied("'action':'generalise','to':'step','step':5", -1L))
                .isEqualTo(-5L);
        assertThat(Rules.applied("'action':'generalise','to':'step','step':5", 37.9))
                .isEqualTo(35.0);
        assertThat(Rules.applied(
                        Rules.change("'action':'generalise','to':'step','step':100"), price, new BigDecimal("1234.56")))
                .isEqualTo(new BigDecimal("1200.00"));
        assertThatThrownBy(() -> Rules.applied("'action':'generalise','to':'step','step':100", (byte) -101))
                .hasMessageContaining("out-of-range");
    }

    @Test
    void putsAConstantOfTheTypeOfTheField() {
        assertThat(constant("'REDACTED'", Schema.STRING_SCHEMA)).isEqualTo("REDACTED");
        assertThat(constant("0", Schema.INT32_SCHEMA)).isEqualTo(0);
        assertThat(constant("0", Schema.INT64_SCHEMA)).isEqualTo(0L);
        assertThat(constant("0.5", Schema.FLOAT64_SCHEMA)).isEqualTo(0.5);
        assertThat(constant("0", Decimal.schema(2))).isEqualTo(new BigDecimal("0.00"));
        assertThat(constant("false", Schema.BOOLEAN_SCHEMA)).isEqualTo(false);
        assertThat(constant("'1970-01-01'", org.apache.kafka.connect.data.Date.SCHEMA))
                .isEqualTo(Date.from(Instant.ofEpochMilli(0)));
        assertThat(constant("'1970-01-01T00:00:01Z'", Timestamp.SCHEMA))
                .isEqualTo(Date.from(Instant.ofEpochMilli(1_000)));
    }

    @ParameterizedTest
    @CsvSource({"'''REDACTED''', INT32", "0, STRING", "1.5, INT32", "300, INT8", "true, STRING", "0, BYTES", "0, STRUCT"
    })
    void refusesAConstantOfAnotherType(String constant, Schema.Type type) {
        Change change = Rules.change("'action':'const','value':" + constant);

        assertThatThrownBy(() -> change.schema(new SchemaBuilder(type).build(), "1", "field"))
                .isInstanceOf(RuleFailure.class)
                .hasMessageContaining("constant-of-another-type");
    }

    @Test
    void refusesTextActionsOnWhatIsNoText() {
        Schema struct = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
        for (String action : List.of(
                "'action':'partial'",
                "'action':'truncate','length':1",
                "'action':'token'",
                "'action':'regex','pattern':'a','replacement':''")) {
            assertThatThrownBy(() -> Rules.change(action).schema(struct, "1", "field"))
                    .hasMessage("not-text at field by rule 1");
            assertThatThrownBy(() -> Rules.applied(action, Map.of("a", "b"))).hasMessage("not-text at field by rule 1");
            assertThatThrownBy(() -> Rules.applied(action, 1.5)).hasMessage("not-text at field by rule 1");
            assertThatThrownBy(
                            () -> Rules.change(action).schema(org.apache.kafka.connect.data.Date.SCHEMA, "1", "field"))
                    .hasMessage("not-text at field by rule 1");
        }
    }

    @Test
    void hashesWithTheKeyAndOnlySo() {
        String hash = (String) Rules.applied("'action':'hmac'", "078-05-1120");

        // Made by a program of its own, with the cryptography library of Python.
        assertThat(hash).isEqualTo("11881a6a529031c0e64644002d06a277eb162d47963c6a249025200ffc67f429");
        assertThat(Rules.applied(Rules.change(Rules.means("k2"), "'action':'hmac'"), null, "078-05-1120"))
                .isNotEqualTo(hash);
        assertThat(Rules.applied("'action':'hmac','context':'ssn'", "078-05-1120"))
                .isNotEqualTo(hash);
    }

    @Test
    void hashesSpellingsOfOneThingAlikeWhereTold() {
        String rule = "'action':'hmac','normalise':['trim','lower'],'encoding':'base62','prefix':'c_'";

        Object hash = Rules.applied(rule, "Ada@Example.com");

        assertThat(Rules.applied(rule, " ada@example.COM ")).isEqualTo(hash);
        assertThat(hash.toString()).matches("c_[0-9A-Za-z]{43}");
        assertThat(Rules.applied("'action':'hmac','encoding':'base64url'", "x").toString())
                .hasSize(43);
    }

    @Test
    void hashesNumbersAsTheirTextAndStructsAsMaps() {
        Schema schema = SchemaBuilder.struct()
                .field("b", Schema.INT32_SCHEMA)
                .field("a", Schema.STRING_SCHEMA)
                .build();
        Struct struct = new Struct(schema).put("b", 1).put("a", "x");

        assertThat(Rules.applied("'action':'hmac'", 42L)).isEqualTo(Rules.applied("'action':'hmac'", "42"));
        assertThat(Rules.applied(Rules.change("'action':'hmac'"), schema, struct))
                .isEqualTo(Rules.applied("'action':'hmac'", Map.of("a", "x", "b", 1)))
                .isEqualTo(Rules.applied("'action':'hmac'", "{\"a\":\"x\",\"b\":1}"));
    }

    @Test
    void givesSchemasThatNoNullAndNoNameIsLostIn() {
        Schema named = SchemaBuilder.string()
                .name("io.debezium.data.Enum")
                .parameter("allowed", "a,b")
                .doc("which")
                .defaultValue("a")
                .build();

        assertThat(Rules.change("'action':'hmac'").schema(Schema.OPTIONAL_STRING_SCHEMA, "1", "f"))
                .isSameAs(Schema.OPTIONAL_STRING_SCHEMA);
        assertThat(Rules.change("'action':'hmac'").schema(named, "1", "f"))
                .isEqualTo(SchemaBuilder.string().optional().doc("which").build());
        assertThat(Rules.change("'action':'null'").schema(Schema.INT32_SCHEMA, "1", "f"))
                .isEqualTo(Schema.OPTIONAL_INT32_SCHEMA);
        assertThat(Rules.change("'action':'partial'").schema(Schema.INT64_SCHEMA, "1", "f"))
                .isEqualTo(Schema.STRING_SCHEMA);
        assertThat(Rules.change("'action':'token'").schema(Schema.INT64_SCHEMA, "1", "f"))
                .isSameAs(Schema.INT64_SCHEMA);
    }

    private static Object constant(String constant, Schema schema) {
        Change change = Rules.change("'action':'const','value':" + constant);
        assertThat(change.schema(schema, "1", "field")).isSameAs(schema);
        return Rules.applied(change, schema, "secret");
    }
}
