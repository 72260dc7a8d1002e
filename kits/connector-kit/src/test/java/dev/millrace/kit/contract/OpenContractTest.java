package dev.millrace.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contracts of the Open Data Contract Standard. */
final class OpenContractTest {

    private static final String ORDERS = """
            apiVersion: v3.1.0
            kind: DataContract
            id: 53581432-6c55-4ba2-a65f-72344a91553a
            version: 1.10
            status: active
            schema:
              - name: orders
                physicalName: ORDERS
                logicalType: object
                quality:
                  - {metric: rowCount, mustBeGreaterThan: 0}
                properties:
                  - {name: order_id, physicalName: orderId, logicalType: integer, required: true, primaryKey: true,
                     unique: true, logicalTypeOptions: {minimum: 1, format: u16}}
                  - {name: country, logicalType: string, logicalTypeOptions: {minLength: 2, maxLength: 2, pattern: "^[A-Z]+$"}}
                  - {name: email, logicalType: string, classification: restricted, logicalTypeOptions: {format: email}}
                  - {name: amount, logicalType: number, logicalTypeOptions: {exclusiveMinimum: 0, maximum: 1000, multipleOf: 0.01}}
                  - {name: paid, logicalType: boolean}
                  - {name: day, logicalType: date, logicalTypeOptions: {minimum: "2020-01-01", exclusiveMaximum: "2030-01-01"}}
                  - {name: due, logicalType: date, logicalTypeOptions: {format: dd.MM.yyyy}}
                  - {name: at, logicalType: timestamp, logicalTypeOptions: {minimum: "2020-01-01T00:00:00Z"}}
                  - {name: hour, logicalType: time}
                  - name: address
                    logicalType: object
                    logicalTypeOptions: {required: [city], maxProperties: 2}
                    properties:
                      - {name: city, logicalType: string}
                      - {name: zip, logicalType: string, classification: internal}
                  - name: items
                    logicalType: array
                    logicalTypeOptions: {minItems: 1, maxItems: 2, uniqueItems: true}
                    items:
                      logicalType: object
                      required: true
                      properties:
                        - {name: sku, logicalType: string, required: true, classification: public}
                  - name: status
                    logicalType: string
                    quality:
                      - {metric: nullValues, mustBe: 0}
                      - {metric: missingValues, arguments: {missingValues: ["", "n/a"]}, mustBeLessThan: 1}
                      - {metric: invalidValues, arguments: {validValues: [open, closed, "", n/a]}, mustBe: 0}
                      - {metric: duplicateValues, mustBe: 0}
                      - {metric: nullValues, mustBeLessThan: 5, unit: percent}
                      - {metric: invalidValues, severity: warning, arguments: {pattern: "^o"}, mustBe: 0}
                      - {type: sql, query: "SELECT 1", mustBe: 0}
              - name: customers
                properties: []
            """;

    private final ContractChecker orders = Contracts.parse(ORDERS, named("orders"));

    @Test
    void acceptsARecordThatKeepsToAllOfIt() {
        assertThat(orders.check(null, order(Map.of()), 10)).isEmpty();
        assertThat(orders).isInstanceOf(RuleChecker.class);
        assertThat(orders.id()).isEqualTo("53581432-6c55-4ba2-a65f-72344a91553a");
        assertThat(orders.version()).isEqualTo("1.10");
    }

    @ParameterizedTest
    @CsvSource({
        "orderId, , orderId, required",
        "orderId, 0, orderId, minimum",
        "orderId, 65536, orderId, format",
        "orderId, text, orderId, logicalType",
        "orderId, 1.5, orderId, logicalType",
        "country, DEU, country, maxLength",
        "country, de, country, pattern",
        "email, nobody, email, format",
        "amount, 0, amount, exclusiveMinimum",
        "amount, 1000.01, amount, maximum",
        "amount, 1.005, amount, multipleOf",
        "paid, yes, paid, logicalType",
        "day, 2019-12-31, day, minimum",
        "day, 2030-01-01, day, exclusiveMaximum",
        "day, 2020-02-30, day, logicalType",
        "due, 2020-01-01, due, logicalType",
        "due, 30.02.2020, due, logicalType",
        "at, 2019-12-31T23:59:59Z, at, minimum",
        "at, yesterday, at, logicalType",
        "hour, 25:00:00, hour, logicalType",
        "address, text, address, logicalType",
        "status, , status, nullValues",
        "status, n/a, status, missingValues",
        "status, gone, status, invalidValues",
    })
    void findsWhatBreaksOneRule(String field, String value, String path, String keyword) {
        assertThat(orders.check(null, order(change(field, value)), 10)).containsExactly(new Violation(path, keyword));
    }

    @Test
    void takesANullForAbsentWhateverTheOptionSays() {
        ContractChecker strict =
                Contracts.parse(ORDERS, new ContractOptions(Optional.of("orders"), ContractOptions.Nulls.NULL, true));
        Map<String, Object> change = new HashMap<>();
        change.put("country", null);
        change.put("address", null);

        assertThat(strict.check(null, order(change), 10)).isEmpty();
    }

    @Test
    void looksIntoObjectsAndArrays() {
        assertThat(orders.check(null, order(Map.of("address", Map.of("zip", "1"))), 10))
                .containsExactly(new Violation("address.city", "required"));
        assertThat(orders.check(null, order(Map.of("items", List.of())), 10))
                .containsExactly(new Violation("items", "minItems"));
        assertThat(orders.check(null, order(Map.of("items", Arrays.asList(Map.of(), null))), 10))
                .containsExactly(new Violation("items[0].sku", "required"), new Violation("items[1]", "required"));
    }

    @Test
    void takesDatesAndTimesOfConnect() {
        Schema schema = SchemaBuilder.struct()
                .field("orderId", Schema.INT64_SCHEMA)
                .field("status", Schema.STRING_SCHEMA)
                .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
                .field("at", Timestamp.SCHEMA)
                .build();
        Struct good = new Struct(schema)
                .put("orderId", 1L)
                .put("status", "open")
                .put("day", Date.from(Instant.ofEpochMilli(19_000 * 86_400_000L)))
                .put("at", Date.from(Instant.ofEpochMilli(1_700_000_000_000L)));
        Struct early = new Struct(schema)
                .put("orderId", 1L)
                .put("status", "open")
                .put("day", Date.from(Instant.ofEpochMilli(0)))
                .put("at", Date.from(Instant.ofEpochMilli(0)));
        Schema other = SchemaBuilder.struct()
                .field("orderId", Schema.INT64_SCHEMA)
                .field("status", Schema.STRING_SCHEMA)
                .field("at", org.apache.kafka.connect.data.Date.SCHEMA)
                .build();

        assertThat(orders.check(schema, good, 10)).isEmpty();
        assertThat(orders.check(schema, early, 10))
                .containsExactly(new Violation("day", "minimum"), new Violation("at", "minimum"));
        assertThat(orders.check(
                        other,
                        new Struct(other)
                                .put("orderId", 1L)
                                .put("status", "open")
                                .put("at", Date.from(Instant.ofEpochMilli(0))),
                        10))
                .containsExactly(new Violation("at", "logicalType"));
    }

    @Test
    void notesWhatCanNotBeHeldToOneRecord() {
        assertThat(orders.notes())
                .anyMatch(note -> note.contains("rowCount of orders"))
                .anyMatch(note -> note.contains("unique of orderId"))
                .anyMatch(note -> note.contains("duplicateValues of status"))
                .anyMatch(note -> note.contains("nullValues of status can't be held"))
                .anyMatch(note -> note.contains("invalidValues of status is not enforced, for its severity is warning"))
                .anyMatch(note -> note.contains("sql of status"))
                .hasSize(6);
    }

    @Test
    void tellsItsClassifications() {
        assertThat(orders.classifications())
                .containsExactly(
                        Map.entry("email", "restricted"),
                        Map.entry("address.zip", "internal"),
                        Map.entry("items[*].sku", "public"));
    }

    @Test
    void readsTheRulesOfTheFirstEdition() {
        ContractChecker old = Contracts.parse("""
                {"apiVersion": "v3.0.0", "kind": "DataContract", "id": "o", "version": "1", "schema": [{"name": "o", "properties": [
                  {"name": "unit", "logicalType": "string", "quality": [{"rule": "validValues", "validValues": ["kg"]}]},
                  {"name": "id", "quality": [{"rule": "nullCheck", "mustBe": 0}]},
                  {"name": "n", "logicalType": "number", "logicalTypeOptions": {"maximum": 5, "exclusiveMaximum": true}}]}]}""", ContractOptions.STANDARD);

        assertThat(old.check(null, Map.of("unit", "lb", "n", 5), 10))
                .containsExactly(
                        new Violation("unit", "invalidValues"),
                        new Violation("id", "nullValues"),
                        new Violation("n", "exclusiveMaximum"));
    }

    @Test
    void choosesTheObjectByEitherName() {
        assertThat(Contracts.schemaNames(ORDERS)).containsExactly("orders", "ORDERS", "customers");
        assertThat(Contracts.parse(ORDERS, named("ORDERS")).accepts(null, Map.of()))
                .isFalse();
        assertThat(Contracts.parse(ORDERS, named("customers")).accepts(null, Map.of()))
                .isTrue();
        assertThatThrownBy(() -> Contracts.parse(ORDERS, ContractOptions.STANDARD))
                .hasMessageContaining("describes several schema objects: choose one of orders, ORDERS, customers");
        assertThatThrownBy(() -> Contracts.parse(ORDERS, named("order")))
                .hasMessageContaining("no schema object order");
        assertThatThrownBy(() -> Contracts.parse("{}", named("orders"))).hasMessageContaining("is a JSON Schema");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logicalType: text | is none of string, integer",
                "logicalTypeOptions: {pattern: '('}, logicalType: string | no regular expression",
                "logicalType: date, logicalTypeOptions: {format: YYYY-QQQQQQQ} | no pattern of a date",
                "logicalType: date, logicalTypeOptions: {minimum: soon} | is no time in the format",
                "logicalType: integer, logicalTypeOptions: {format: i12} | is none of i8",
                "logicalType: timestamp, logicalTypeOptions: {defaultTimezone: Mars} | is no time zone",
            })
    void saysWhatIsWrongWithAProperty(String property, String sentence) {
        String text =
                "apiVersion: v3.1.0\nkind: DataContract\nid: o\nversion: 1\nschema: [{name: o, properties: [{name: p, "
                        + property.trim() + "}]}]";

        assertThatThrownBy(() -> Contracts.parse(text, ContractOptions.STANDARD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence.trim());
    }

    @Test
    void refusesAnotherEdition() {
        assertThatThrownBy(() -> Contracts.parse(
                        "{\"apiVersion\": \"v2.2.2\", \"kind\": \"DataContract\"}", ContractOptions.STANDARD))
                .hasMessageContaining("apiVersion v2.2.2, which is not served");
    }

    private static ContractOptions named(String name) {
        return new ContractOptions(Optional.of(name), ContractOptions.Nulls.ABSENT, true);
    }

    private static Map<String, @Nullable Object> change(String field, @Nullable String value) {
        Map<String, @Nullable Object> change = new HashMap<>();
        boolean number = value != null && value.matches("[0-9]+(\\.[0-9]+)?");
        change.put(field, number ? (Object) Double.valueOf(value) : value);
        return change;
    }

    private static Map<String, @Nullable Object> order(Map<String, ?> change) {
        Map<String, @Nullable Object> order = new HashMap<>();
        order.put("orderId", 7L);
        order.put("country", "DE");
        order.put("email", "ann@example.com");
        order.put("amount", 12.5);
        order.put("paid", true);
        order.put("day", "2024-02-29");
        order.put("due", "29.02.2024");
        order.put("at", "2024-02-29T10:00:00+01:00");
        order.put("hour", "10:00:00");
        order.put("address", Map.of("city", "Ulm"));
        order.put("items", List.of(Map.of("sku", "A"), Map.of("sku", "B")));
        order.put("status", "open");
        order.putAll(change);
        return order;
    }
}
