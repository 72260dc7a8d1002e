package dev.millrace.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiled rules on the values of Connect. */
final class RuleCheckerTest {

    private static final Date NOON = Date.from(Instant.ofEpochMilli(12 * 3_600_000L));

    @Test
    void takesStructsAndMapsAlike() {
        ContractChecker contract = rules("""
                {"required": ["id", "city"], "additionalProperties": false, "minProperties": 2, "properties": {
                  "id": {"type": "integer"}, "city": {"maxLength": 3}, "amount": {"exclusiveMaximum": 10}}}""");
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field(
                        "city",
                        SchemaBuilder.string().optional().defaultValue("Ulm").build())
                .field("amount", Schema.OPTIONAL_FLOAT64_SCHEMA)
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Struct struct = new Struct(schema)
                .put("id", 1)
                .put("city", null)
                .put("amount", 10.0)
                .put("note", "n");
        Map<String, Object> map = new HashMap<>();
        map.put("id", 1);
        map.put("city", null);
        map.put("amount", 10.0);
        map.put("note", "n");

        List<Violation> ofStruct = contract.check(schema, struct, 10);

        assertThat(ofStruct)
                .containsExactly(
                        new Violation("city", "required"),
                        new Violation("amount", "exclusiveMaximum"),
                        new Violation("", "additionalProperties"));
        assertThat(contract.check(null, map, 10)).isEqualTo(ofStruct);
        assertThat(contract.check(schema, new Struct(schema).put("id", 1).put("city", "Bonn"), 10))
                .containsExactly(new Violation("city", "maxLength"));
        assertThat(contract.accepts(schema, new Struct(schema).put("id", 1).put("city", "Ulm")))
                .isTrue();
    }

    @Test
    void endsAfterAsManyViolationsAsAreAskedFor() {
        ContractChecker contract = rules("{\"required\": [\"a\", \"b\", \"c\"], \"items\": {\"type\": \"string\"}}");

        assertThat(contract.check(null, Map.of(), 2)).hasSize(2);
        assertThat(contract.check(null, List.of(1, 2, 3), 2))
                .containsExactly(new Violation("[0]", "type"), new Violation("[1]", "type"));
    }

    @Test
    void writesPathsInThePathLanguage() {
        ContractChecker contract = rules("""
                {"properties": {"a.b": {"properties": {"list": {"items": {"properties": {"x": {"type": "null"}}}}}}},
                 "additionalProperties": {"additionalProperties": {"type": "string"}}}""");

        assertThat(contract.check(null, Map.of("a.b", Map.of("list", List.of(Map.of(), Map.of("x", 1)))), 10))
                .containsExactly(new Violation("`a.b`.list[1].x", "type"));
        assertThat(contract.check(null, Map.of("ann@example.com", Map.of("secret", 1)), 10))
                .containsExactly(new Violation("*.*", "type"));
    }

    @ParameterizedTest
    @CsvSource({
        "true, boolean",
        "1, integer",
        "1.0, integer",
        "1.5, number",
        "text, string",
        "NaN, string",
    })
    void knowsTheTypesOfJson(String text, String type) {
        Object value = switch (text) {
            case "true" -> true;
            case "text" -> text;
            case "1" -> 1L;
            default -> Double.valueOf(text);
        };

        assertThat(rules("{\"type\": \"" + type + "\"}").accepts(null, value)).isTrue();
        assertThat(rules("{\"type\": [\"array\", \"object\", \"null\"]}").accepts(null, value))
                .isFalse();
    }

    @Test
    void readsLogicalTypesAsTheTextAndNumbersThatTheyAreInJson() {
        assertThat(rules("{\"type\": \"number\", \"multipleOf\": 0.01, \"const\": 1.5}")
                        .accepts(Decimal.schema(2), new BigDecimal("1.50")))
                .isTrue();
        assertThat(rules("{\"type\": \"string\", \"format\": \"date\", \"const\": \"1970-01-01\"}")
                        .accepts(org.apache.kafka.connect.data.Date.SCHEMA, Date.from(Instant.ofEpochMilli(0))))
                .isTrue();
        assertThat(rules("{\"type\": \"string\", \"format\": \"time\", \"pattern\": \"^12:00:00Z$\"}")
                        .accepts(Time.SCHEMA, NOON))
                .isTrue();
        assertThat(rules("{\"format\": \"date-time\", \"enum\": [\"1970-01-01T12:00:00Z\"]}")
                        .accepts(Timestamp.SCHEMA, NOON))
                .isTrue();
        assertThat(rules("{\"format\": \"date\"}").accepts(Timestamp.SCHEMA, NOON))
                .isFalse();
        assertThat(rules("{\"type\": \"string\", \"const\": \"AQI=\"}").accepts(null, new byte[] {1, 2}))
                .isTrue();
        assertThat(rules("{\"minLength\": 5}").accepts(null, ByteBuffer.wrap(new byte[] {1, 2})))
                .isFalse();
    }

    @Test
    void comparesNumbersByWhatTheyAreWorth() {
        ContractChecker tenth = rules("{\"maximum\": 0.1}");
        assertThat(tenth.accepts(null, 0.1)).isTrue();
        assertThat(tenth.accepts(null, 0.1f)).isTrue();
        assertThat(tenth.accepts(null, Math.nextUp(0.1))).isFalse();
        assertThat(tenth.accepts(null, new BigDecimal("0.1000000000000000000000001")))
                .isFalse();
        ContractChecker large = rules("{\"minimum\": 9223372036854775808}");
        assertThat(large.accepts(null, Long.MAX_VALUE)).isFalse();
        assertThat(large.accepts(null, BigInteger.TWO.pow(63))).isTrue();
        ContractChecker half = rules("{\"exclusiveMinimum\": -2.5}");
        assertThat(half.accepts(null, -3)).isFalse();
        assertThat(half.accepts(null, (short) -2)).isTrue();
        assertThat(rules("{\"enum\": [1, 2.50]}").accepts(null, 2.5f)).isTrue();
        assertThat(rules("{\"enum\": [1, 2.50]}").accepts(null, 2L)).isFalse();
        assertThat(rules("{\"minimum\": 0}").accepts(null, -0.0)).isTrue();
        assertThat(rules("{\"multipleOf\": 3}").check(null, new BigDecimal("1E+999999999"), 1))
                .containsExactly(new Violation("", "multipleOf"));
        assertThat(rules("{\"multipleOf\": 0.1}").accepts(null, 0.3)).isTrue();
    }

    @Test
    void comparesTextsByCharactersOfUnicode() {
        assertThat(rules("{\"maxLength\": 1}").accepts(null, "\uD83D\uDE00")).isTrue();
        assertThat(rules("{\"minLength\": 2}").accepts(null, "\uD83D\uDE00")).isFalse();
    }

    @Test
    void findsElementsThatAreThereTwice() {
        ContractChecker unique = rules("{\"uniqueItems\": true}");

        assertThat(unique.accepts(null, List.of(1, "1", true))).isTrue();
        assertThat(unique.accepts(null, List.of(1, 1.0))).isFalse();
        assertThat(unique.accepts(null, List.of(Map.of("a", 1L), Map.of("a", 1))))
                .isFalse();
        assertThat(unique.accepts(null, Arrays.asList(null, null))).isFalse();
    }

    @Test
    void givesUpAPatternThatGoesBackAndForthForTooLong() {
        ContractChecker contract = rules("{\"pattern\": \"^(a+)+$\"}");

        assertThat(contract.accepts(null, "aaaa")).isTrue();
        assertThat(contract.check(null, "a".repeat(60) + "!", 1)).containsExactly(new Violation("", "pattern"));
        assertThat(rules("{\"pattern\": \"(x|y)*$\"}").accepts(null, "xy".repeat(100_000)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"not\": {\"pattern\": \"(x|y)*$\"}} ; not",
                "{\"not\": {\"anyOf\": [{\"pattern\": \"(x|y)*$\"}]}} ; not",
                "{\"oneOf\": [true, {\"pattern\": \"(x|y)*$\"}]} ; oneOf"
            })
    void letsNothingPassBecauseAPatternThatMustNotMatchWasGivenUp(String schema, String keyword) {
        ContractChecker contract = rules(schema);

        assertThat(contract.accepts(null, "xy".repeat(100_000))).isFalse();
        assertThat(contract.check(null, "xy".repeat(100_000), 1)).containsExactly(new Violation("", keyword));
    }

    @Test
    void readsPatternsAsEcmaScriptDoes() {
        assertThat(rules("{\"pattern\": \"^ab$\"}").accepts(null, "ab\n")).isFalse();
        assertThat(rules("{\"pattern\": \"^[[a&&b]+$\"}").accepts(null, "[&b")).isTrue();
        assertThat(rules("{\"pattern\": \"\\\\$[$]\"}").accepts(null, "$$")).isTrue();
    }

    @Test
    void readsKeysOfMapsAsText() {
        assertThat(rules("{\"properties\": {\"7\": {\"type\": \"string\"}}, \"additionalProperties\": false}")
                        .accepts(null, Map.of(7, "seven")))
                .isTrue();
    }

    @Test
    void followsReferencesThatComeBack() {
        ContractChecker tree = rules("""
                {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "required": ["name"],
                  "properties": {"name": {"type": "string"}, "kids": {"items": {"$ref": "#/$defs/node"}}}}}}""");

        assertThat(tree.accepts(null, Map.of("name", "a", "kids", List.of(Map.of("name", "b")))))
                .isTrue();
        assertThat(tree.check(null, Map.of("name", "a", "kids", List.of(Map.of("name", "b"), Map.of())), 5))
                .containsExactly(new Violation("kids[1].name", "required"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\": \"#\"}",
                "{\"allOf\": [{\"$ref\": \"#/$defs/a\"}], \"$defs\": {\"a\": {\"not\": {\"$ref\": \"#\"}}}}",
                "{\"properties\": {\"x\": {\"$ref\": \"#/$defs/a\"}}, \"$defs\": {\"a\": {\"$ref\": \"#/$defs/b\"},"
                        + " \"b\": {\"anyOf\": [true, {\"$ref\": \"#/$defs/a\"}]}}}"
            })
    void refusesASchemaThatRefersToItselfForEver(String schema) {
        assertThatThrownBy(() -> Contracts.parse(schema, ContractOptions.STANDARD))
                .hasMessageContaining("to itself for ever");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\": \"strin\"} | has a keyword type at # that is none of string",
                "{\"minLength\": -1} | minLength at # that must be a whole number from 0",
                "{\"properties\": []} | properties at # that must be an object",
                "{\"items\": 5} | has no schema at #/items",
                "{\"required\": [1]} | required at # that must be a list of texts",
                "{\"pattern\": \"(\"} | which is no regular expression",
                "{\"multipleOf\": 0} | multipleOf at # that must be above 0",
                "{\"minimum\": 1e999} | too large an exponent",
                "{\"a\": 1, \"a\": 2} | is not JSON at line 1",
                "{\"type\": \"string\" | is not JSON at line 1",
                "{} {} | goes on behind the end",
                "\"text\" | is no contract",
                "[] | is no contract",
                "a: b: c | is not YAML at line 1",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\"} | which is not served",
            })
    void saysWhatIsWrongWithAContract(String text, String sentence) {
        assertThatThrownBy(() -> Contracts.parse(text.trim(), ContractOptions.STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence.trim());
    }

    @Test
    void tellsWhatAContractIsAndWhoseFieldsAreClassified() {
        ContractChecker told = rules("""
                {"$id": "https://example.com/orders", "version": "3.0", "properties": {
                   "person": {"$ref": "#/$defs/person"},
                   "tags": {"additionalProperties": {"x-classification": "internal"}},
                   "people": {"items": {"$ref": "#/$defs/person"}}},
                 "$defs": {"person": {"properties": {"ssn": {"classification": "restricted"}, "boss": {"$ref": "#/$defs/person"}}}}}""");
        ContractChecker untold = rules("{\"title\": \"orders\"}");

        assertThat(told.id()).isEqualTo("https://example.com/orders");
        assertThat(told.version()).isEqualTo("3.0");
        assertThat(told.classifications())
                .containsExactly(
                        Map.entry("person.**.ssn", "restricted"),
                        Map.entry("tags.*", "internal"),
                        Map.entry("people[*].**.ssn", "restricted"));
        assertThat(untold.id()).isEqualTo("orders");
        assertThat(untold.version()).matches("[0-9a-f]{12}");
        assertThat(rules("{}").id()).matches("sha256:[0-9a-f]{12}");
    }

    @Test
    void findsClassifiedPlacesOfSchemasThatHoldThemselvesAtAnyDepth() {
        ContractChecker tree = rules("""
                {"properties": {"ssn": {"classification": "restricted"},
                                "children": {"items": {"$ref": "#"}}}}""");
        ContractChecker mutual = rules("""
                {"properties": {"x": {"$ref": "#/$defs/a"}},
                 "$defs": {"a": {"properties": {"b": {"$ref": "#/$defs/b"}}},
                           "b": {"properties": {"tags": {"items": {"classification": "internal"}},
                                                "a": {"$ref": "#/$defs/a"}, "b": {"$ref": "#/$defs/b"}}}}}""");

        assertThat(tree.classifications())
                .containsExactly(Map.entry("ssn", "restricted"), Map.entry("children[*].**.ssn", "restricted"));
        assertThat(mutual.classifications()).containsExactly(Map.entry("x.**.b.**.tags[*]", "internal"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"enum: &x [*x]\n", "properties: &x\n  a: *x\n"})
    void refusesYamlWhoseAliasLeadsToWhatItLiesIn(String contract) {
        assertThatThrownBy(() -> Contracts.parse(contract, ContractOptions.STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("alias");
    }

    @Test
    void takesAValueThatIsNestedTooDeepForOneThatBreaksTheContract() {
        ContractChecker contract = rules("{\"anyOf\": [{\"properties\": {\"a\": {\"$ref\": \"#\"}}}]}");
        Map<String, Object> value = Map.of();
        for (int level = 0; level < 200_000; level++) {
            value = Map.of("a", value);
        }

        assertThat(contract.accepts(null, value)).isFalse();
        assertThat(contract.check(null, value, 3)).hasSize(1);
    }

    @Test
    void findsClassifiedPlacesUnderKeywordsThatDependOnOthers() {
        ContractChecker contract = Contracts.parse("""
                {"dependentSchemas": {"card": {"properties": {"number": {"classification": "restricted"}}}},
                 "unevaluatedProperties": {"classification": "internal"}}""", ContractOptions.STANDARD);

        assertThat(contract.classifications())
                .containsOnly(Map.entry("number", "restricted"), Map.entry("*", "internal"));
    }

    @Test
    void notesWhatLooksLikeASlipOfThePen() {
        assertThat(rules("{\"requird\": [\"a\"], \"x-owner\": \"b\", \"zone\": \"c\"}")
                        .notes())
                .singleElement()
                .asString()
                .contains("requird", "did you mean required?");
    }

    @Test
    void readsASchemaInYaml() {
        ContractChecker contract = Contracts.parse("""
                $schema: https://json-schema.org/draft/2020-12/schema
                version: 1.20
                required: [no]
                properties:
                  no: {type: integer, maximum: 1e3}
                  since: {const: 2020-01-01}
                """, ContractOptions.STANDARD);

        assertThat(contract.version()).isEqualTo("1.20");
        assertThat(contract.accepts(null, Map.of("no", 1_000, "since", "2020-01-01")))
                .isTrue();
        assertThat(contract.accepts(null, Map.of("no", 1_001))).isFalse();
    }

    @Test
    void takesFormatsForRemarksWhereToldSo() {
        ContractOptions remarks = new ContractOptions(Optional.empty(), ContractOptions.Nulls.ABSENT, false);

        assertThat(Contracts.parse("{\"format\": \"date\"}", remarks).accepts(null, "soon"))
                .isTrue();
        assertThat(rules("{\"format\": \"date\"}").accepts(null, "soon")).isFalse();
        assertThat(rules("{\"format\": \"of our own\"}").accepts(null, "soon")).isTrue();
    }

    private static ContractChecker rules(String text) {
        ContractChecker contract = Contracts.parse(text, ContractOptions.STANDARD);
        assertThat(contract).isInstanceOf(RuleChecker.class);
        return contract;
    }
}
