package dev.millrace.database.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.server.TableName;
import dev.millrace.kit.ConnectorFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicsTest {

    @ParameterizedTest
    @CsvSource({
        "erp.{schema}.{table}, public.orders, erp.public.orders",
        "{table|lower}, public.ORDERS, orders",
        "{name}, orders, orders",
        "all, orders, all",
        "{table}, order lines, order_lines",
        "{table}, caf\u00e9, caf_"
    })
    void isFilledByTheTable(String template, String table, String topic) {
        assertThat(Topics.parse(template).of(TableName.parse(table))).isEqualTo(topic);
    }

    @Test
    void isFilledByTheQuery() {
        assertThat(Topics.parse("reports.{query}").ofQuery("revenue")).isEqualTo("reports.revenue");
        assertThat(Topics.parse("{name}").ofQuery("revenue")).isEqualTo("revenue");
    }

    @Test
    void refusesANameThatKafkaWouldRefuse() {
        Topics topics = Topics.parse("{table}");

        assertThatThrownBy(() -> topics.of(TableName.parse("t".repeat(250))))
                .isInstanceOf(ConnectorFailure.class)
                .hasMessageContaining("is no topic's name");
    }

    @ParameterizedTest
    @CsvSource({
        "{tabel}, public.orders, false, holds {tabel}",
        "{query}, public.orders, false, holds {query}",
        "{table}, , true, holds {table}",
        "{schema}.x, orders, false, 'has {schema}, which orders does not name'",
        "my topic, public.orders, false, is no topic's name",
        "{table, public.orders, false, is no template"
    })
    void reportsWhatCanNotBeFilled(String template, String table, boolean isQuery, String problem) {
        List<String> problems = new ArrayList<>();

        Topics.validate(
                template,
                table == null ? List.of() : List.of(TableName.parse(table)),
                isQuery,
                (key, sentence) -> problems.add(key + " " + sentence));

        assertThat(problems).singleElement().asString().startsWith("topic " + problem);
    }

    @ParameterizedTest
    @CsvSource({"{table}, public.orders, false", "{query}, , true", "{schema}-{name|upper}, public.orders, false"})
    void takesWhatCanBeFilled(String template, String table, boolean isQuery) {
        List<String> problems = new ArrayList<>();

        Topics.validate(
                template,
                table == null ? List.of() : List.of(TableName.parse(table)),
                isQuery,
                (key, sentence) -> problems.add(sentence));

        assertThat(problems).isEmpty();
    }
}
