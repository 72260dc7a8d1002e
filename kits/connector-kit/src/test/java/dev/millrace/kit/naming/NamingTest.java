package dev.millrace.kit.naming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamingTest {

    @ParameterizedTest
    @CsvSource({
        "order-id, order_id, order_u002did",
        "1st, _1st, _1st",
        "Größe, Gr__e, Gr_u00f6_u00dfe",
        "a.b, a_b, a_u002eb",
        "'order no', order_no, order_u0020no",
        "@id, _id, _u0040id",
        "#text, _text, _u0023text",
        "'', _, _",
        "价格, __, _u4ef7_u683c",
        "😀, _, _u1f600",
        "already_Fine_2, already_Fine_2, already_Fine_2"
    })
    void givesEachFieldANameThatAvroTakes(String name, String underscores, String unicode) {
        assertThat(Naming.UNDERSCORES.field(name)).isEqualTo(underscores).matches("[A-Za-z_][A-Za-z0-9_]*");
        assertThat(Naming.UNICODE.field(name)).isEqualTo(unicode).matches("[A-Za-z_][A-Za-z0-9_]*");
        assertThat(Naming.AS_WRITTEN.field(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.csv.Row, millrace.csv.Row",
        "millrace.layout.order-list.T, millrace.layout.order_list.T",
        "a..b, a._.b",
        "1a.b, _1a.b",
        "größe, gr__e"
    })
    void keepsTheDotsOfASchemasName(String name, String underscores) {
        assertThat(Naming.UNDERSCORES.schema(name)).isEqualTo(underscores);
        assertThat(Naming.AS_WRITTEN.schema(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"UNDERSCORES", "UNICODE"})
    void leavesANameThatItGaveAsItIs(Naming naming) {
        String once = naming.field("Straße Nr. 1-a");

        assertThat(naming.field(once)).isEqualTo(once);
    }
}
