package dev.millrace.database.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.database.server.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "{table}_changes, public.orders, public.orders_changes",
        "{table}_changes, orders, orders_changes",
        "audit.{table}_changes, public.orders, audit.orders_changes",
        "audit.{schema}_{table}, public.orders, audit.public_orders",
        "{table}_changes, public.odd.name, public.odd.name_changes"
    })
    void aTemplateNamesTheChangeTable(String template, String table, String changes) {
        CaptureSettings settings = CaptureSettings.from(config(Map.of(CaptureSettings.TABLE, template)));

        assertThat(settings.changeTable(TableName.parse(table))).hasToString(changes);
    }

    @ParameterizedTest
    @CsvSource({
        "capture.table, changes, gives all tables one change table",
        "capture.table, {table}, is the table itself",
        "capture.table, {tabel}_changes, 'holds {tabel}'",
        "gap.timeout.ms, 5, is only used with gap.on.timeout=skip",
        "outbox.sequence.column, '', is empty",
        "outbox.value.column, '', is empty",
        "outbox.topic, 'a{b', is no template",
        "outbox.header.columns, 'type:', write a column"
    })
    void whatIsWrongIsSaidOnItsKey(String key, String value, String sentence) {
        assertThat(problems(Map.of(key, value)))
                .singleElement()
                .asString()
                .startsWith(key + " ")
                .contains(sentence);
    }

    @Test
    void whatIsRightIsNotReported() {
        assertThat(problems(Map.of())).isEmpty();
        assertThat(problems(Map.of(GapSettings.ON_TIMEOUT, "skip", GapSettings.TIMEOUT, "5")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "changes, seq, 17",
        "outbox, seq, 0",
    })
    void offsetsThatPeopleWriteAreTaken(String partition, String name, long value) {
        ChangeOffsets.check(Map.of(partition, "public.orders"), Map.of(name, value));
        ChangeOffsets.check(Map.of(partition, "public.orders"), null);

        assertThat(Place.of(Map.of(name, value)).cursor()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "changes, sequence, 17, which nothing reads",
        "changes, seq, -1, must be a number",
        "changes, seq, x, must be a number",
        "table, seq, 17, the partition"
    })
    void otherOffsetsAreRefused(String partition, String name, String value, String sentence) {
        Object offset = value.equals("x") ? value : Long.valueOf(value);

        assertThatThrownBy(() -> ChangeOffsets.check(Map.of(partition, "public.orders"), Map.of(name, offset)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    private static List<String> problems(Map<String, String> options) {
        List<String> problems = new ArrayList<>();
        AbstractConfig config = config(options);
        CaptureSettings.validate(config, (key, sentence) -> problems.add(key + " " + sentence));
        GapSettings.validate(config, (key, sentence) -> problems.add(key + " " + sentence));
        OutboxSettings.validate(config, (key, sentence) -> problems.add(key + " " + sentence));
        return problems;
    }

    private static AbstractConfig config(Map<String, String> options) {
        ConfigDef definition = new ConfigDef();
        CaptureSettings.define(definition);
        GapSettings.define(definition);
        OutboxSettings.define(definition);
        return new AbstractConfig(definition, new HashMap<>(options), false);
    }
}
