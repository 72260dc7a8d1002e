package dev.millrace.transforms.shape;

import static dev.millrace.transforms.shape.Trees.configured;
import static dev.millrace.transforms.shape.Trees.map;
import static dev.millrace.transforms.shape.Trees.plain;
import static dev.millrace.transforms.shape.Trees.record;
import static dev.millrace.transforms.shape.Trees.text;
import static dev.millrace.transforms.shape.Trees.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.transforms.Restructure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestructureTest {

    private static final Map<String, Object> ORDER = map(
            "id", 7,
            "customer", map("name", "ada", "address", map("city", "Ulm", "zip", "89073")),
            "items", List.of(map("sku", "A", "qty", 1), map("sku", "B", "qty", 2)),
            "tags", List.of("x", "y"));

    private static Restructure<SourceRecord> steps(String steps, String... more) {
        String[] pairs = Arrays.copyOf(new String[] {"steps", steps}, 2 + more.length);
        System.arraycopy(more, 0, pairs, 2, more.length);
        return configured(new Restructure.Value<SourceRecord>(), pairs);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"drop": "tags"} | {id=7, customer={name=ada, address={city=Ulm, zip=89073}}, items=[{sku=A, qty=1}, {sku=B, qty=2}]}
        {"drop": ["tags", "items", "customer.address.zip"]} | {id=7, customer={name=ada, address={city=Ulm}}}
        {"drop": "items[*].qty"}, {"keep": "items"} | {items=[{sku=A}, {sku=B}]}
        {"drop": "**.zip"}, {"drop": "**.qty"}, {"drop": "tags"} | {id=7, customer={name=ada, address={city=Ulm}}, items=[{sku=A}, {sku=B}]}
        {"keep": ["tags", "customer.address.zip"]} | {customer={address={zip=89073}}, tags=[x, y]}
        {"keep": ["customer"]}, {"move": "customer.address", "to": "address"} | {customer={name=ada}, address={city=Ulm, zip=89073}}
        {"keep": ["customer"]}, {"copy": "customer.name", "to": "customer.address.name"} | {customer={name=ada, address={city=Ulm, zip=89073, name=ada}}}
        {"keep": ["customer"]}, {"copy": "customer.address", "to": "a"}, {"drop": "a.zip"} | {customer={name=ada, address={city=Ulm, zip=89073}}, a={city=Ulm}}
        {"keep": ["id"]}, {"move": "id", "to": "meta.order.id"} | {meta={order={id=7}}}
        {"keep": ["id"]}, {"move": "id", "to": "id.number"} | {id={number=7}}
        {"keep": ["id", "customer.name"]}, {"move": "customer.name", "to": "id", "replace": true} | {id=ada, customer={}}
        {"keep": ["id", "tags"]}, {"rename": "id", "to": "order_id"} | {order_id=7, tags=[x, y]}
        {"keep": ["items"]}, {"rename": "items[*].sku", "to": "article"} | {items=[{article=A, qty=1}, {article=B, qty=2}]}
        {"keep": ["items"]}, {"move": "items[*].sku", "to": "items[*].article.id"} | {items=[{qty=1, article={id=A}}, {qty=2, article={id=B}}]}
        {"keep": ["id"]}, {"hoist": "data"} | {data={id=7}}
        {"keep": ["id"]}, {"hoist": "a"}, {"hoist": "b"} | {b={a={id=7}}}
        {"keep": ["id", "customer"]}, {"lift": "customer.address"} | {id=7, customer={name=ada, city=Ulm, zip=89073}}
        {"keep": ["id", "customer"]}, {"lift": "customer", "prefix": "c_"} | {id=7, c_name=ada, c_address={city=Ulm, zip=89073}}
        {"flatten": true} | {id=7, customer.name=ada, customer.address.city=Ulm, customer.address.zip=89073, items=[{sku=A, qty=1}, {sku=B, qty=2}], tags=[x, y]}
        {"flatten": true, "delimiter": "_", "depth": 1} | {id=7, customer_name=ada, customer_address={city=Ulm, zip=89073}, items=[{sku=A, qty=1}, {sku=B, qty=2}], tags=[x, y]}
        {"flatten": "customer", "delimiter": "/"}, {"keep": "customer"} | {customer={name=ada, address/city=Ulm, address/zip=89073}}
        {"flatten": true, "arrays": "json"}, {"keep": ["items", "tags"]} | {items=[{"sku":"A","qty":1},{"sku":"B","qty":2}], tags=["x","y"]}
        {"drop": "items"}, {"flatten": true, "arrays": "join", "join": "; "}, {"keep": ["tags"]} | {tags=x; y}
        {"drop": "customer"}, {"flatten": true, "arrays": "index", "elements": 2} | {id=7, items.0.sku=A, items.0.qty=1, items.1.sku=B, items.1.qty=2, tags.0=x, tags.1=y}
        {"drop": "customer"}, {"flatten": true, "arrays": "index", "elements": 2}, {"unflatten": true} | {id=7, items=[{sku=A, qty=1}, {sku=B, qty=2}], tags=[x, y]}
        {"drop": "customer"}, {"flatten": true, "arrays": "index", "elements": 2}, {"unflatten": true, "arrays": false}, {"keep": "tags"} | {tags={0=x, 1=y}}
        {"flatten": true}, {"unflatten": true}, {"keep": "customer"} | {customer={name=ada, address={city=Ulm, zip=89073}}}
        """)
    void movesStructsAndMapsAlike(String steps, String expected) {
        Restructure<SourceRecord> transform = steps("[" + steps + "]");

        assertThat(text(transform.apply(plain(ORDER)))).isEqualTo(expected);
        assertThat(text(transform.apply(typed(ORDER)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"move": "id", "to": "tags"} | name-collision
        {"move": "id", "to": "tags.x"} | name-collision
        {"rename": "id", "to": "tags"} | name-collision
        {"rename": "customer.name", "to": "id"}, {"lift": "customer"} | name-collision
        {"move": "id", "to": "`customer.name`"}, {"flatten": true} | name-collision
        {"move": "id", "to": "`customer.name`"}, {"unflatten": true} | name-collision
        {"move": "id", "to": "`tags.name`"}, {"unflatten": true} | name-collision
        {"lift": "id"} | no-object
        {"rename": "id[*].a", "to": "x"} | no-list
        {"flatten": true, "arrays": "join"} | no-text
        {"flatten": true, "arrays": "index", "elements": 1} | too-many-elements
        {"move": "no", "to": "x"} | missing
        """)
    void refusesWhatHasNoAnswerWithACode(String steps, String code) {
        Restructure<SourceRecord> transform = steps("[" + steps + "]", "on.missing", "fail");

        for (SourceRecord record : List.of(plain(ORDER), typed(ORDER))) {
            assertThatThrownBy(() -> transform.apply(record))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("\"code\":\"" + code + "\"")
                    .hasMessageContaining("\"transform\":\"Restructure\"")
                    .hasMessageNotContaining("ada");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"drop": "custumer"} | there is no field custumer; did you mean customer?
        {"rename": "customer.nam", "to": "x"} | there is no field nam; did you mean name?
        {"move": "customer.adress.zip", "to": "x"} | there is no field adress; did you mean address?
        {"keep": ["tag"]} | there is no field tag; did you mean tags?
        {"rename": "items[*].sko", "to": "x"} | there is no field sko; did you mean sku?
        {"flatten": "custom"} | there is no field custom; did you mean customer?
        {"lift": "whatever"} | there is no field whatever
        {"drop": "id.number"} | id has no fields
        """)
    void namesTheNearestFieldOfASchemaAndNothingOfAMap(String step, String hint) {
        Restructure<SourceRecord> transform = steps("[" + step + "]", "on.missing", "fail");

        assertThatThrownBy(() -> transform.apply(typed(ORDER)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"hint\":\"" + hint + "\"");
        assertThatThrownBy(() -> transform.apply(plain(ORDER)))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("hint");
    }

    @Test
    void whatIsNotThereIsPassedOverUnlessToldOtherwise() {
        Restructure<SourceRecord> passing = steps("[{\"drop\": \"a.b\"}, {\"move\": \"c\", \"to\": \"d\"}]");
        Restructure<SourceRecord> nulling = steps("[{\"move\": \"c\", \"to\": \"d\"}]", "on.missing", "null");
        SourceRecord plain = plain(map("id", 1));
        SourceRecord typed = typed(map("id", 1));

        assertThat(passing.apply(plain)).isSameAs(plain);
        assertThat(passing.apply(typed)).isSameAs(typed);
        assertThat(text(nulling.apply(plain))).isEqualTo("{id=1, d=null}");
        assertThat(text(nulling.apply(typed))).isEqualTo("{id=1, d=null}");
    }

    @Test
    void keepsARecordThatFailsWhereToldTo() {
        Restructure<SourceRecord> transform = steps("[{\"lift\": \"id\"}]", "on.error", "keep");
        SourceRecord record = typed(ORDER);

        assertThat(transform.apply(record)).isSameAs(record);
    }

    @Test
    void derivesASchemaOnceAndKeepsItsNames() {
        Schema address = SchemaBuilder.struct()
                .name("Address")
                .version(3)
                .field("city", Schema.STRING_SCHEMA)
                .field("zip", Schema.OPTIONAL_STRING_SCHEMA)
                .optional()
                .build();
        Schema schema = SchemaBuilder.struct()
                .name("Order")
                .version(2)
                .doc("An order.")
                .parameter("p", "q")
                .field("id", Schema.INT32_SCHEMA)
                .field("address", address)
                .build();
        Restructure<SourceRecord> dropping = steps("[{\"drop\": \"address.zip\"}]");
        Restructure<SourceRecord> flattening = steps("[{\"flatten\": true}]", "schema.name", "flat.Order");
        Struct value = new Struct(schema)
                .put("id", 1)
                .put("address", new Struct(address).put("city", "Ulm").put("zip", "1"));

        Schema dropped = schemaOf(dropping.apply(record(schema, value)));
        Schema flat = schemaOf(flattening.apply(record(schema, value)));

        assertThat(dropped.name()).isEqualTo("Order");
        assertThat(dropped.version()).isEqualTo(2);
        assertThat(dropped.doc()).isEqualTo("An order.");
        assertThat(dropped.parameters()).containsEntry("p", "q");
        assertThat(dropped.field("address").schema().name()).isEqualTo("Address");
        assertThat(dropped.field("address").schema().isOptional()).isTrue();
        assertThat(dropped.field("address").schema().field("city").schema().isOptional())
                .isFalse();
        assertThat(flat.name()).isEqualTo("flat.Order");
        assertThat(flat.field("id").schema()).isEqualTo(Schema.INT32_SCHEMA);
        assertThat(flat.field("address.city").schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
        assertThat(schemaOf(dropping.apply(record(schema, value)))).isSameAs(dropped);
    }

    @Test
    void aStructThatIsNullStaysNull() {
        Schema address = SchemaBuilder.struct()
                .field("city", Schema.STRING_SCHEMA)
                .field("zip", Schema.OPTIONAL_STRING_SCHEMA)
                .optional()
                .build();
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field("address", address)
                .build();
        SourceRecord record = record(schema, new Struct(schema).put("id", 1));

        assertThat(text(steps("[{\"drop\": \"address.zip\"}]").apply(record))).isEqualTo("{id=1, address=null}");
        assertThat(text(steps("[{\"flatten\": true}]").apply(record)))
                .isEqualTo("{id=1, address.city=null, address.zip=null}");
        assertThat(text(steps("[{\"copy\": \"id\", \"to\": \"address.id\"}]").apply(record)))
                .isEqualTo("{id=1, address={city=null, zip=null, id=1}}");
        assertThat(text(steps("[{\"move\": \"address\", \"to\": \"a.b\"}]").apply(record)))
                .isEqualTo("{id=1, a={b=null}}");
        assertThat(text(steps("[{\"flatten\": true}, {\"unflatten\": true, \"collapse\": true}]")
                        .apply(record)))
                .isEqualTo("{id=1, address=null}");
    }

    @Test
    void defaultsOfSchemasAreNotPutIn() {
        Schema schema = SchemaBuilder.struct()
                .field("id", Schema.INT32_SCHEMA)
                .field(
                        "state",
                        SchemaBuilder.string().optional().defaultValue("new").build())
                .build();
        Struct value = new Struct(schema).put("id", 1).put("state", null);

        SourceRecord moved = Objects.requireNonNull(
                steps("[{\"move\": \"state\", \"to\": \"meta.state\"}]").apply(record(schema, value)));

        Struct meta = ((Struct) moved.value()).getStruct("meta");
        assertThat(meta.getWithoutDefault("state")).isNull();
    }

    @Test
    void changesNeitherTheMapNorTheListItWasGiven() {
        Map<String, Object> before = map("a", map("b", 1), "l", List.of(map("x", 1)));
        String text = before.toString();

        steps("[{\"drop\": \"a.b\"}, {\"drop\": \"l[*].x\"}, {\"move\": \"a\", \"to\": \"l2\"}]")
                .apply(plain(before));

        assertThat(before).hasToString(text);
    }

    @Test
    void workesOnKeysAsWell() {
        Restructure<SourceRecord> transform =
                configured(new Restructure.Key<SourceRecord>(), "steps", "[{\"rename\": \"id\", \"to\": \"order\"}]");
        SourceRecord record =
                new SourceRecord(Map.of(), Map.of(), "t", null, null, map("id", 1), null, "v", null, List.of());

        SourceRecord renamed = Objects.requireNonNull(transform.apply(record));

        assertThat(renamed.key()).isEqualTo(map("order", 1));
        assertThat(renamed.value()).isEqualTo("v");
    }

    @Test
    void aTombstonePassesAndATextIsAFailure() {
        Restructure<SourceRecord> transform = steps("[{\"drop\": \"a\"}]");
        SourceRecord tombstone = plain(null);

        assertThat(transform.apply(tombstone)).isSameAs(tombstone);
        assertThatThrownBy(() -> transform.apply(plain("text"))).hasMessageContaining("no-object");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        [{"dorp": "a"}] | rule 1 must hold exactly one of drop
        [] | holds no rule
        {"drop": "a"} | must be a JSON array
        [{"drop": "a"} | is no JSON
        [{"drop": "a", "too": "b"}] | rule 1 holds too, which nothing reads here
        [{"move": "a"}] | rule 1 lacks to
        [{"move": "a[*].b", "to": "c"}] | leads through other lists
        [{"drop": "$key.a"}] | begins with $key
        [{"drop": "a[0]"}] | names and [*] only
        [{"drop": "a.."}] | rule 1 drop: what stands at character
        [{"flatten": true, "arrays": "indexed"}] | must be one of keep, index, json, join
        [{"flatten": false}] | rule 1 flatten must be a text
        [{"flatten": true, "depth": 0}] | from 1 to 100
        [{"flatten": true, "delimiter": ""}] | delimiter must not be empty
        """)
    void saysWhatIsWrongWithItsSteps(String steps, String fault) {
        assertThatThrownBy(() -> steps(steps))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("steps ")
                .hasMessageContaining(fault);
    }

    private static Schema schemaOf(@Nullable SourceRecord record) {
        return Objects.requireNonNull(record).valueSchema();
    }
}
