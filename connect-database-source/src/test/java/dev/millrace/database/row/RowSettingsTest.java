package dev.millrace.database.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.naming.Naming;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class RowSettingsTest {

    @Test
    void losesNothingByDefault() {
        RowSettings settings = RowSettings.standard();

        assertThat(settings)
                .isEqualTo(new RowSettings(
                        DecimalForm.PRECISE,
                        TimeForm.ADAPTIVE,
                        BinaryForm.BYTES,
                        ArrayForm.LIST,
                        false,
                        new ColumnSettings(Naming.AS_WRITTEN, ColumnSettings.Required.NOT_NULL)));
    }

    @Test
    void readsEveryOption() {
        ConfigDef definition = new ConfigDef();
        RowSettings.define(definition);

        RowSettings settings = RowSettings.from(new AbstractConfig(
                definition,
                Map.of(
                        "numbers.decimal", "text",
                        "times", "ISO",
                        "binary", "hex",
                        "arrays", "json",
                        "numbers.tinyint1.boolean", "true",
                        "schema.names", "underscores",
                        "columns.required", "key"),
                false));

        assertThat(settings)
                .isEqualTo(new RowSettings(
                        DecimalForm.TEXT,
                        TimeForm.ISO,
                        BinaryForm.HEX,
                        ArrayForm.JSON,
                        true,
                        new ColumnSettings(Naming.UNDERSCORES, ColumnSettings.Required.KEY)));
    }
}
