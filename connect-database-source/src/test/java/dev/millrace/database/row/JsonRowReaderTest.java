package dev.millrace.database.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.database.server.Dialect;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowReaderTest {

    private static final RowShape SHAPE = RowShape.of(
            "public.orders",
            List.of(
                    new Column("id", Types.BIGINT, "int8", 19, 0, true),
                    new Column("amount", Types.NUMERIC, "numeric", 10, 2, false),
                    new Column("note", Types.VARCHAR, "text", 0, 0, false)),
            List.of("id"),
            RowSettings.standard(),
            Dialect.POSTGRESQL);

    private final List<String> heard = new ArrayList<>();
    private final JsonRowReader reader = JsonRowReader.of(SHAPE, new JsonRowReader.Differences() {
        @Override
        public void unknown(String column) {
            heard.add("unknown " + column);
        }

        @Override
        public void missing(String column) {
            heard.add("missing " + column);
        }
    });

    @Test
    void readsTheRowAndItsKeyWhateverTheOrder() {
        Row row = reader.read("{\"note\":\"a \\\"b\\\"\",\"amount\":12.50,\"id\":9223372036854775807}");

        assertThat(row.struct()).hasToString("Struct{id=9223372036854775807,amount=12.50,note=a \"b\"}");
        assertThat(row.key().value()).hasToString("Struct{id=9223372036854775807}");
        assertThat(heard).isEmpty();
    }

    @Test
    void tellsEachColumnThatWasDroppedOrAddedSinceOnce() {
        String image = "{\"id\":1,\"gone\":{\"x\":[1]},\"amount\":null}";

        Row row = reader.read(image);
        Row again = reader.read(image);

        assertThat(row.struct()).isEqualTo(again.struct()).hasToString("Struct{id=1}");
        assertThat(heard).containsExactly("unknown gone", "missing note");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{\"id\":1", "{\"id\":1,}", "secret"})
    void refusesWhatIsNoImageWithoutTellingIt(String image) {
        ConnectorFailure failure = catchThrowableOfType(ConnectorFailure.class, () -> reader.read(image));

        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure.code()).isEqualTo("image-unreadable");
        assertThat(failure)
                .hasMessageContaining("public.orders")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"id\":\"secret\"}", "{\"id\":1,\"amount\":[\"secret\"]}", "{\"id\":1,\"amount\":\"secret1\"}"
            })
    void namesTheColumnOfAValueThatItCannotReadButNotTheValue(String image) {
        ConnectorFailure failure = catchThrowableOfType(ConnectorFailure.class, () -> reader.read(image));

        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(failure.code()).isEqualTo("unreadable-value");
        assertThat(failure)
                .hasMessageMatching(
                        "column (id|amount) of public.orders can't be read in the image with the hash .{16}: .*")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void refusesAnImageWithoutItsKey() {
        ConnectorFailure failure = catchThrowableOfType(ConnectorFailure.class, () -> reader.read("{\"amount\":1.00}"));

        assertThat(failure.code()).isEqualTo("null-in-key");
    }
}
