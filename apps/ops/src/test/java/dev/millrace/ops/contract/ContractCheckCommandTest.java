package dev.millrace.ops.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which changes of a contract break whom. */
class ContractCheckCommandTest {

    private static final Path ORDERS = Path.of("../../config-examples/contracts/orders.odcs.yaml");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** What of BACKWARD and FORWARD breaks when a property changes from the one schema to the other. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
            {"type":"string"}                  | {"type":"string"}                        | -                       | -
            {"type":"integer"}                 | {"type":"number"}                        | -                       | breach a type
            {"type":"string"}                  | {"type":["string","null"]}               | -                       | breach a type
            {"type":"string"}                  | {"type":"integer"}                       | breach a type           | breach a type
            {"type":"string"}                  | {}                                       | -                       | breach a type
            {"enum":["x","y"]}                 | {"enum":["x","y","z"]}                   | -                       | breach a enum
            {"enum":["x","y"]}                 | {"type":"string"}                        | -                       | breach a enum
            {"enum":["x","long"]}              | {"type":"string","maxLength":3}          | breach a enum           | breach a enum
            {"const":"x"}                      | {"enum":["x","y"]}                       | -                       | breach a enum
            {"enum":["x","y"]}                 | {"type":"string","pattern":"^[xyz]$"}    | -                       | breach a enum
            {"type":"string","maxLength":10}   | {"type":"string","maxLength":20}         | -                       | breach a maxLength
            {"type":"string","minLength":1}    | {"type":"string"}                        | -                       | breach a minLength
            {"type":"string"}                  | {"type":"string","pattern":"^a"}         | breach a pattern        | -
            {"type":"string","pattern":"^a"}   | {"type":"string","pattern":"^a+"}        | unclear a pattern       | unclear a pattern
            {"type":"string","format":"date"}  | {"type":"string","format":"date-time"}   | unclear a format        | unclear a format
            {"type":"number","minimum":1}      | {"type":"number","exclusiveMinimum":0}   | -                       | breach a minimum
            {"type":"number","minimum":1}      | {"type":"number","exclusiveMinimum":1}   | breach a exclusiveMinimum | -
            {"type":"number","maximum":5}      | {"type":"number","maximum":5.0}          | -                       | -
            {"type":"number","multipleOf":4}   | {"type":"number","multipleOf":2}         | -                       | breach a multipleOf
            {"type":"integer"}                 | {"type":"number","multipleOf":1}         | -                       | breach a type
            {"type":"array","items":{"type":"string"}} | {"type":"array","items":{"type":["string","null"]}} | - | breach a[*] type
            {"type":"array","maxItems":3}      | {"type":"array","uniqueItems":true}      | breach a uniqueItems    | breach a maxItems
            {"type":"string"}                  | {"anyOf":[{"type":"string"},{"type":"null"}]} | -                  | breach a type
            {"type":["string","null"]}         | {"anyOf":[{"type":"string"},{"type":"null"}]} | -                  | -
            {"type":["string","integer"]}      | {"oneOf":[{"type":"string"},{"type":"null"}]} | breach a oneOf     | breach a type
            {"type":"string"}                  | {"oneOf":[{"minLength":1},{"maxLength":3}]}   | unclear a oneOf    | breach a type
            {"type":"string","not":{"const":"x"}} | {"type":"string"}                     | -                       | unclear a not
            {"type":"string","not":{"const":"x"}} | {"type":"string","not":{"const":"x"}} | -                       | -
            {"allOf":[{"type":"string"},{"maxLength":5}]} | {"type":"string","maxLength":5} | -                     | -
            {"type":"object","properties":{"b":{"type":"string"}},"required":["b"]} | {"type":"object","properties":{"b":{"type":"string"}}} | - | breach a.b required
            {"type":"object","properties":{"b":{},"c":{}},"additionalProperties":false} | {"type":"object","properties":{"b":{}},"additionalProperties":false} | breach a.c additionalProperties | -
            {"type":"object","additionalProperties":{"type":"string"}} | {"type":"object","additionalProperties":{"type":["string","null"]}} | - | breach a additionalProperties
            """)
    void tellsWhatBreaks(String older, String newer, String backward, String forward) throws IOException {
        Path first = contract("old.json", property(older));
        Path second = contract("new.json", property(newer));

        assertThat(found(first, second, "BACKWARD")).isEqualTo(backward == null ? List.of() : List.of(backward));
        assertThat(found(first, second, "FORWARD")).isEqualTo(forward == null ? List.of() : List.of(forward));
        assertThat(Called.with("contract", "check", "--compatibility", "full", first.toString(), second.toString())
                        .exitCode())
                .isEqualTo(backward == null && forward == null ? 0 : 1);
    }

    /** Each takes what it takes itself, whatever it is made of. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"#/$defs/node\",\"$defs\":{\"node\":{\"type\":\"object\",\"required\":[\"n\"],\"properties\":"
                        + "{\"n\":{\"type\":\"integer\"},\"next\":{\"$ref\":\"#/$defs/node\"}}}}}",
                "{\"if\":{\"required\":[\"a\"]},\"then\":{\"required\":[\"b\"]}}",
                "{\"unevaluatedProperties\":false,\"properties\":{\"a\":{}}}",
                "{\"patternProperties\":{\"^x\":{\"type\":\"string\"}},\"additionalProperties\":false}",
                "{\"prefixItems\":[{\"type\":\"string\"}],\"items\":false}",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[{\"type\":\"string\"}],"
                        + "\"additionalItems\":false}",
                "{\"anyOf\":[{\"type\":\"string\",\"maxLength\":3},{\"type\":\"integer\",\"minimum\":7}]}",
                "false",
                "true"
            })
    void findsNothingInWhatIsTheSame(String schema) throws IOException {
        Path first = contract("old.json", schema);
        Path second = contract("new.json", schema);

        assertThat(found(first, second, "FULL")).isEmpty();
    }

    @Test
    void followsReferencesThatEndNowhere() throws IOException {
        String node = "{\"$ref\":\"#/$defs/node\",\"$defs\":{\"node\":{\"type\":\"object\",\"properties\":"
                + "{\"n\":{\"type\":\"integer\"},\"next\":{\"$ref\":\"#/$defs/node\"}}}}}";
        Path first = contract("old.json", node);
        Path second = contract("new.json", node.replace("integer", "string"));

        assertThat(found(first, second, "BACKWARD")).containsExactly("breach n type");
    }

    @Test
    void aFieldThatNobodyNamedIsANoteAndABreachWhenAskedFor() throws IOException {
        Path first = contract("old.json", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");
        Path second = contract(
                "new.json",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}}}");

        Called lenient = Called.with("contract", "check", first.toString(), second.toString());
        Called strict = Called.with("contract", "check", "--strict", first.toString(), second.toString());

        assertThat(found(first, second, "BACKWARD")).containsExactly("note b properties");
        assertThat(lenient.exitCode()).isZero();
        assertThat(strict.exitCode()).isEqualTo(1);
    }

    @Test
    void aNewRequiredFieldBreaksReadersByTheNewContractAndSaysTheWayOut() throws IOException {
        String newer = Files.readString(ORDERS)
                .replace("version: 1.2.0", "version: 1.3.0")
                .replace(
                        "      - name: country\n        logicalType: string\n",
                        "      - name: country\n        logicalType: string\n        required: true\n");
        Path second = Files.writeString(folder.resolve("orders.odcs.yaml"), newer);

        Called called = Called.with("contract", "check", ORDERS.toString(), second.toString());

        assertThat(called.exitCode()).isEqualTo(1);
        assertThat(called.out())
                .contains("orders: 1.2.0 -> 1.3.0, BACKWARD")
                .contains("breach: country, required (BACKWARD, readers by the new contract)")
                .contains("records by the old contract need not have it; the new contract refuses them.")
                .contains("Way out: leave it optional, or begin a new major version with a topic of its own.")
                .contains("1 breaches, 0 notes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            maxLength: 40                 | maxLength: 20                       | breach customer maxLength | -
            validValues: [open, paid, sent] | validValues: [open, paid, sent, lost] | -                     | breach status enum
            minLength: 2, maxLength: 2    | minLength: 2, maxLength: 3          | -                         | breach country maxLength
            "^[0-9]+$"                    | "^[0-9A-Z]+$"                       | unclear id pattern        | unclear id pattern
            primaryKey: true              | primaryKey: false                   | -                         | -
            """)
    void comparesOpenDataContracts(String part, String changed, String backward, String forward) throws IOException {
        String text = Files.readString(ORDERS);
        assertThat(text).contains(part);
        Path second = Files.writeString(folder.resolve("new.yaml"), text.replace(part, changed));

        assertThat(found(ORDERS, second, "BACKWARD")).isEqualTo(backward == null ? List.of() : List.of(backward));
        assertThat(found(ORDERS, second, "FORWARD")).isEqualTo(forward == null ? List.of() : List.of(forward));
    }

    /** The guide to contracts shows the same contract in both languages. */
    @Test
    void findsThatTheTwoLanguagesSayTheSame() throws IOException {
        Path schema = contract(
                "orders.json",
                "{\"type\":\"object\",\"required\":[\"id\",\"customer\"],\"properties\":{"
                        + "\"id\":{\"type\":\"string\",\"pattern\":\"^[0-9]+$\"},"
                        + "\"customer\":{\"type\":\"string\",\"maxLength\":40},"
                        + "\"country\":{\"type\":\"string\",\"minLength\":2,\"maxLength\":2},"
                        + "\"status\":{\"type\":\"string\",\"enum\":[\"open\",\"paid\",\"sent\"]}}}");

        assertThat(found(ORDERS, schema, "FULL")).isEmpty();
    }

    @Test
    void remarksThatTheVersionIsTheSame() throws IOException {
        Path second = Files.writeString(
                folder.resolve("new.yaml"), Files.readString(ORDERS).replace("maxLength: 40", "maxLength: 50"));

        Called called = Called.with("contract", "check", ORDERS.toString(), second.toString());

        assertThat(called.exitCode()).isZero();
        assertThat(called.err()).contains("both are version 1.2.0, and differ");
    }

    @Test
    void namesTheFileThatIsNoContract() throws IOException {
        Path second = Files.writeString(folder.resolve("new.yaml"), "type: objekt\n");

        Called called = Called.with("contract", "check", ORDERS.toString(), second.toString());

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains(second.toString());
    }

    private static String property(String schema) {
        return "{\"type\":\"object\",\"properties\":{\"a\":" + schema + "}}";
    }

    private Path contract(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> found(Path older, Path newer, String compatibility) throws IOException {
        Called called = Called.with(
                "contract", "check", "--json", "--compatibility", compatibility, older.toString(), newer.toString());
        assertThat(called.exitCode()).as(called.err()).isLessThan(2);
        JsonNode report = new ObjectMapper().readTree(called.out());
        List<String> found = new ArrayList<>();
        report.get("findings")
                .forEach(finding -> found.add(finding.get("severity").asText() + " "
                        + finding.get("path").asText() + " "
                        + finding.get("keyword").asText()));
        return found;
    }
}
